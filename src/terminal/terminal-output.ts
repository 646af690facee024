import fs from 'node:fs';

export type TerminalOutput = {
  readonly fd: number;
  /** Writes take what fits and fail with EAGAIN, instead of waiting for a slow terminal. */
  readonly isNonBlocking: boolean;
  readonly close: () => void;
};

/** Our stdout, for the platforms that let its terminal be opened again. */
const TERMINAL_PATHS: Partial<Record<NodeJS.Platform, string>> = {
  linux: '/proc/self/fd/1',
  darwin: '/dev/tty',
  freebsd: '/dev/tty',
};

/**
 * Opens the terminal of stdout a second time, without blocking: the flag belongs to the open file,
 * which for stdout is shared with the shell. A terminal that has stopped (ctrl-s, a dead link) then
 * holds up neither a paint nor the end of the program.
 */
export function openTerminalOutput(platform: NodeJS.Platform = process.platform): TerminalOutput {
  const path = TERMINAL_PATHS[platform];
  if (path !== undefined) {
    try {
      const {O_WRONLY, O_NONBLOCK, O_NOCTTY} = fs.constants;
      const fd = fs.openSync(path, O_WRONLY | O_NONBLOCK | O_NOCTTY);
      const close = (): void => {
        fs.closeSync(fd);
      };
      return {fd, isNonBlocking: true, close};
    } catch {
      // Not ours to open, as after `su`: stdout itself still works.
    }
  }

  return {fd: 1, isNonBlocking: false, close: () => undefined};
}
