// Prints the made-up screen at the sizes given, or at the usual ones:
//   npx esbuild tests/support/view-sample-print.ts --bundle --platform=node --format=esm |
//     node --input-type=module - 80x24 120x40

import {buildViewModel} from '../../src/view/build-view-model.js';
import {sampleInput, screenText} from './view-sample.js';

const sizes =
  process.argv.length > 2 ? process.argv.slice(2) : ['60x20', '80x24', '120x40', '160x48'];
for (const size of sizes) {
  const [columns = 80, rows = 24] = size.split('x').map(Number);
  const lines = screenText(buildViewModel(sampleInput({columns, rows})));
  process.stdout.write(`${lines.map((line) => `|${line}`).join('\n')}\n\n`);
}
