// Prints the made-up screen at the sizes given, or at the usual ones, with `replay` that of a replay:
//   npx esbuild tests/support/view-sample-print.ts --bundle --platform=node --format=esm |
//     node --input-type=module - 80x24 120x40 replay

import {buildViewModel} from '../../src/view/build-view-model.js';
import {sampleReplay} from './play-sample.js';
import {sampleInput, screenText} from './view-sample.js';

const words = process.argv.slice(2);
const given = words.filter((word) => word !== 'replay');
const change = given.length < words.length ? {session: sampleReplay()} : {};
for (const size of given.length > 0 ? given : ['60x20', '80x24', '120x40', '160x48']) {
  const [columns = 80, rows = 24] = size.split('x').map(Number);
  const lines = screenText(buildViewModel(sampleInput({columns, rows, ...change})));
  process.stdout.write(`${lines.map((line) => `|${line}`).join('\n')}\n\n`);
}
