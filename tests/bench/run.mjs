// npm run bench [-- --quick] [-- --only startup,cpu,…] [-- --out <file>]
// Bundles the benchmarks as the program itself is bundled, React for production included, and runs
// them against `dist`.

import {mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside of `node_modules`, so that what stays outside of the bundle is found from there.
const folder = mkdtempSync(join(root, 'node_modules', '.polybook-bench-'));
process.once('exit', () => {
  rmSync(folder, {recursive: true, force: true});
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

await build({
  entryPoints: [join(here, 'main.ts'), join(here, 'hello-world.tsx')],
  outdir: folder,
  outExtension: {'.js': '.mjs'},
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  jsx: 'automatic',
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
  external: ['@lydell/node-pty'],
  define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
  banner: {
    js: "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);",
  },
  plugins: [
    {
      name: 'no-react-devtools',
      setup(bundler) {
        bundler.onResolve({filter: /^react-devtools-core$/}, ({path}) => ({
          path,
          namespace: 'empty',
        }));
        bundler.onLoad({filter: /.*/, namespace: 'empty'}, () => ({
          contents: 'export default {initialize() {}, connectToDevTools() {}};',
        }));
      },
    },
  ],
});

const {runBenchmarks} = await import(pathToFileURL(join(folder, 'main.mjs')).href);
process.exitCode = await runBenchmarks({
  argv: process.argv.slice(2),
  programPath: join(root, 'dist', 'bin.js'),
  ingestWorkerUrl: pathToFileURL(join(root, 'dist', 'ingest-worker.js')),
  exchangeWorkerUrl: pathToFileURL(join(root, 'dist', 'exchange-worker.js')),
  helloWorldPath: join(folder, 'hello-world.mjs'),
});
