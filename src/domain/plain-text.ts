// Text from outside, made safe for a terminal: what a title says may be shown, what it does may not.

/**
 * Escape sequences as a whole, so that no `[31m` stays behind: strings that run up to their
 * terminator (OSC, DCS, SOS, PM, APC; unterminated ones swallow the rest, as a terminal would),
 * control sequences (CSI), then any other ESC with the intermediate bytes that follow it. Each
 * has a 7-bit and an 8-bit introducer.
 */
const ESCAPE_SEQUENCES =
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[\x20-\x3f]*[\x40-\x7e]?|\x1b[\x20-\x2f]*[\x30-\x7e]?/g;

/** White space and the controls that stand for some: shown as one space. */
const SPACES = /[\t-\r\x85\p{Z}]+/gu;

/**
 * What is invisible and acts all the same: the other controls (C0, DEL, C1), marks and overrides
 * of writing direction, zero-width spaces, interlinear and tag characters, lone surrogates.
 * The joiners U+200C and U+200D stay: scripts and emoji are written with them.
 */
const INVISIBLES =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/**
 * One line of visible text of at most `maxLength` UTF-16 units, a cut marked by `…`. Applying it
 * again changes nothing.
 */
export function toPlainText(text: string, maxLength: number): string {
  const line = text
    .replace(ESCAPE_SEQUENCES, '')
    .replace(SPACES, ' ')
    .replace(INVISIBLES, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  if (line.length <= maxLength) return line;

  const kept = line.slice(0, Math.max(0, maxLength - 1));
  // A cut through a surrogate pair would leave half a character.
  const cut = `${kept.replace(/[\ud800-\udbff]$/, '').trimEnd()}…`.slice(0, maxLength);
  // A slice keeps the whole text that it is of alive, which may be a megabyte; this is a copy.
  return Array.from(cut).join('');
}
