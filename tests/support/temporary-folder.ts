import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** A new folder that goes with its scope: `using folder = createTemporaryFolder()`. */
export function createTemporaryFolder(): Disposable & {readonly path: string} {
  const path = mkdtempSync(join(tmpdir(), 'polybook-'));
  return {
    path,
    [Symbol.dispose]: () => {
      rmSync(path, {recursive: true, force: true});
    },
  };
}
