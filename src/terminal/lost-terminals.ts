import fs from 'node:fs';
import tty from 'node:tty';

const STANDARD_FDS = [0, 1, 2];

/**
 * Call it at the start, and what it returns at the very end: closes the standard descriptors that
 * were terminals and are none any more, since their window was closed. Node restores the mode of each
 * terminal it was started with, and the releases before https://github.com/nodejs/node/pull/58200
 * abort where that fails; a closed descriptor they leave alone.
 */
export function watchForLostTerminals(): () => void {
  const terminals = STANDARD_FDS.filter((fd) => tty.isatty(fd));
  return () => {
    for (const fd of terminals) {
      if (tty.isatty(fd)) continue;
      try {
        fs.closeSync(fd);
      } catch {
        // It was closed before, which is what this is for.
      }
    }
  };
}
