import fs from 'node:fs';
import tty from 'node:tty';
import type {KeyboardStream} from './input.js';

/** A keyboard whose raw mode can be switched; one that is not there takes it and does nothing. */
export type Keyboard = KeyboardStream & {readonly setRawMode: (isRaw: boolean) => void};

const NO_KEYBOARD: Keyboard = {
  isTTY: true,
  setRawMode: () => undefined,
  setEncoding: () => undefined,
  on: () => undefined,
  off: () => undefined,
  resume: () => undefined,
  pause: () => undefined,
};

/**
 * The keys come from stdin, or from the terminal itself where stdin is a pipe. Where there is
 * neither, the screen still works, and signals end the program.
 */
export function openKeyboard(): Keyboard {
  if (process.stdin.isTTY) return process.stdin;
  try {
    return new tty.ReadStream(fs.openSync('/dev/tty', 'r'));
  } catch {
    return NO_KEYBOARD;
  }
}
