// JSON that may be looked at in a terminal: what acts on it there is written as an escape of JSON, so
// that a reader gets the same text.

/**
 * `JSON.stringify` escapes C0 alone. DEL, C1 (0x9b begins a control sequence), marks and overrides of
 * writing direction, line separators and other invisibles it leaves as they are.
 */
const ACTING =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** One line, without its end. */
export function toJsonLine(value: object): string {
  return JSON.stringify(value).replace(ACTING, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
