// Bundles the program into `dist`: one entry for the command, one for each worker thread. What is
// bundled need not be installed beside it, so the package has no runtime dependencies.

import {readFileSync, readdirSync, rmSync, writeFileSync, chmodSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';

const outdir = 'dist';

rmSync(outdir, {recursive: true, force: true});

const {metafile} = await build({
  entryPoints: ['src/bin.ts', 'src/ingest/ingest-worker.ts', 'src/exchange/exchange-worker.ts'],
  outdir,
  entryNames: '[name]',
  // Beside the entries: `new URL('./ingest-worker.js', import.meta.url)` means the same in each.
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  platform: 'node',
  // Yoga and Ink await at their top level, which CommonJS has no way to say.
  format: 'esm',
  target: 'node20',
  // Its CommonJS asks for its own files in a way that no bundler can follow.
  alias: {'jsonc-parser': 'jsonc-parser/lib/esm/main.js'},
  jsx: 'automatic',
  minifySyntax: true,
  minifyWhitespace: true,
  // Names stay readable in the stack that a fault prints.
  keepNames: false,
  sourcemap: false,
  metafile: true,
  logLevel: 'warning',
  define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
  banner: {
    // Bundled CommonJS modules ask for Node's own modules through `require`.
    js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
  },
  plugins: [
    {
      // Ink imports it only where DEV is set; unresolved it would end the build.
      name: 'no-react-devtools',
      setup(build) {
        build.onResolve({filter: /^react-devtools-core$/}, () => ({
          path: 'react-devtools-core',
          namespace: 'empty',
        }));
        build.onLoad({filter: /.*/, namespace: 'empty'}, () => ({
          contents: 'export default {initialize() {}, connectToDevTools() {}};',
        }));
      },
    },
  ],
});

chmodSync(join(outdir, 'bin.js'), 0o755);
writeFileSync(join(outdir, 'THIRD_PARTY_LICENSES.txt'), licensesOf(metafile));

/** The licence texts of every package that has code in the bundle. */
function licensesOf({outputs}) {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs)
      .filter(([, {bytesInOutput}]) => bytesInOutput > 0)
      .map(([path]) => path),
  );
  const packages = new Set();
  for (const path of inputs) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
    if (folder !== undefined) packages.add(folder);
  }

  return [...packages]
    .sort()
    .map((folder) => {
      const {name, version, license} = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      );
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text =
        file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8');
      return `${name} ${version}\n\n${text.trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
