// Puts text into the clipboard of whoever looks at the terminal, over ssh too: OSC 52. Terminals
// that do not know it, or must not, say nothing.
// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands

/** Characters of base64. Terminals cut or drop more; many take just this much. */
export const MAX_CLIPBOARD_UNITS = 100_000;

const MAX_BYTES = Math.floor(MAX_CLIPBOARD_UNITS / 4) * 3;

export type ClipboardCopy = {
  /** For the terminal. */
  readonly sequence: string;
  /** Lines that fitted, from the first one on. */
  readonly lines: number;
};

/** The lines, each with its line feed; those that do not fit as a whole are left out. */
export function copyLines(lines: readonly string[]): ClipboardCopy {
  let bytes = 0;
  let kept = 0;
  for (const line of lines) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > MAX_BYTES) break;
    kept++;
  }

  const text = lines
    .slice(0, kept)
    .map((line) => `${line}\n`)
    .join('');
  return {sequence: `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`, lines: kept};
}
