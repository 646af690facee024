import {existsSync} from 'node:fs';

/** Threads and the command line are tested as they ship: from `dist`. */
export default function requireBuild(): void {
  if (!existsSync(new URL('../../dist/bin.js', import.meta.url))) {
    throw new Error('dist/bin.js is missing: run `npm run build` first, or `npm test`');
  }
}
