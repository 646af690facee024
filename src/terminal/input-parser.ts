// Bytes of the keyboard, as text, to keys: what the terminal merged is split, what it split is put
// together, and what is no key (focus, replies, broken mouse reports) is dropped.

import type {Ground} from '../domain/color-depth.js';
import type {MouseAction} from '../domain/mouse-action.js';
import {parseBackground} from './background.js';
import {parseMouseReport} from './mouse.js';

export type InputToken =
  /** One key: a character, a control character, or a whole escape sequence. */
  | {readonly kind: 'key'; readonly text: string}
  /** Pasted text, control characters except line ends and tabs left out. Never a command. */
  | {readonly kind: 'paste'; readonly text: string}
  | {readonly kind: 'mouse'; readonly action: MouseAction}
  /** The terminal's answer to what its background is. */
  | {readonly kind: 'background'; readonly ground: Ground};

const ESC = '\u001b';
const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';

/** Kept of one paste: more than any text field takes. */
const MAX_PASTE_UNITS = 10_000;

/** An escape sequence longer than this is noise. */
const MAX_SEQUENCE_UNITS = 4096;

// F1 to F5 of the Linux console (`CSI [ A`), CSI, SS3, a string (OSC, DCS, SOS, PM, APC), or escape
// and a character.
const SEQUENCE =
  /^\u001b(?:\[\[[A-E]|\[[\u0030-\u003f]*[\u0020-\u002f]*[\u0040-\u005a\u005c-\u007e]|O[\u0040-\u007e]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)|[^[\]OPX^_\u001b])/u;

/** The beginning of one of these, so far without an end. */
const UNFINISHED =
  /^\u001b(?:\[\[?|\[[\u0030-\u003f]*[\u0020-\u002f]*|O|[\]PX^_][^\u0007\u001b]*\u001b?)?$/u;

/** X10 mouse reports: three bytes follow, which a CSI pattern does not know of. */
const X10_MOUSE = /^\u001b\[M[^]{3}/;
const X10_MOUSE_UNFINISHED = /^\u001b\[M[^]{0,2}$/;

/** An SGR mouse report, or one that something else broke off; and as far as it came. */
const MOUSE = /^\u001b\[<[\u0020-\u003f]*(?:[\u0040-\u007e]|(?=[^\u0020-\u007e]))/;
const MOUSE_UNFINISHED = /^\u001b\[<[\u0020-\u003f]*$/;

/** Longer than any report: what comes on top is dropped, and the report with it. */
const MAX_MOUSE_UNITS = 32;

/** The rest of a report, of which this much came too late for the Escape key or a fragment. */
const LATE_MOUSE: readonly {readonly flushed: RegExp; readonly rest: RegExp}[] = [
  {flushed: /^\u001b$/, rest: /^\[<\d/},
  {flushed: /^\u001b\[$/, rest: /^<\d/},
  {flushed: /^\u001b\[</, rest: /^[\d;Mm]/},
];

/** Replies, mouse and focus reports: `CSI ?…`, `CSI >…`, `CSI <…`, `CSI I`/`O`, positions, sizes. */
const NO_KEY = /^\u001b(?:\[[?><=]|\[[IO]$|\[[\d;]*[Rtnc]$|[\]PX^_])/;

const UNWANTED_IN_PASTE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

export class InputParser {
  #buffer = '';
  #paste: string | undefined;
  /** What was given up waiting for, until the next text comes. */
  #flushed = '';

  /** True while the end of a sequence or paste is awaited. */
  get isHolding(): boolean {
    return this.#buffer !== '' || this.#paste !== undefined;
  }

  get isPasting(): boolean {
    return this.#paste !== undefined;
  }

  /** An answer of the terminal has begun; over a slow line its end may take long. */
  get isInAnswer(): boolean {
    return /^\u001b\][\d;]/.test(this.#buffer);
  }

  feed(text: string): InputToken[] {
    const isLate = LATE_MOUSE.some(
      ({flushed, rest}) => flushed.test(this.#flushed) && rest.test(text),
    );
    this.#buffer += isLate ? this.#flushed + text : text;
    this.#flushed = '';
    return this.#takeTokens();
  }

  /** The rest will not come: a lone escape is the Escape key, a paste ends, a fragment is dropped. */
  flush(): InputToken[] {
    const tokens: InputToken[] = [];
    if (this.#paste !== undefined) {
      tokens.push(this.#endPaste(this.#buffer));
    } else if (this.#buffer === ESC) {
      tokens.push({kind: 'key', text: ESC});
    }

    this.#flushed = this.#buffer;
    this.#buffer = '';
    return tokens;
  }

  #takeTokens(): InputToken[] {
    const tokens: InputToken[] = [];
    for (;;) {
      const token = this.#paste === undefined ? this.#takeKey() : this.#takePaste();
      if (token === undefined) return tokens;
      if (token !== 'dropped') tokens.push(token);
    }
  }

  #takeKey(): InputToken | 'dropped' | undefined {
    if (this.#buffer === '') return undefined;
    if (!this.#buffer.startsWith(ESC)) {
      const text = String.fromCodePoint(this.#buffer.codePointAt(0)!);
      this.#buffer = this.#buffer.slice(text.length);
      // Ink calls 0x7f "delete"; it is what the backspace key sends.
      return {kind: 'key', text: text === '\u007f' ? '\b' : text};
    }

    if (MOUSE_UNFINISHED.test(this.#buffer)) {
      this.#buffer = this.#buffer.slice(0, MAX_MOUSE_UNITS);
      return undefined;
    }

    const report = MOUSE.exec(this.#buffer)?.[0];
    if (report !== undefined) {
      this.#buffer = this.#buffer.slice(report.length);
      const action = parseMouseReport(report);
      return action === undefined ? 'dropped' : {kind: 'mouse', action};
    }

    if (X10_MOUSE_UNFINISHED.test(this.#buffer)) return undefined;
    const sequence = (X10_MOUSE.exec(this.#buffer) ?? SEQUENCE.exec(this.#buffer))?.[0];
    if (sequence === undefined) {
      const isAwaited = UNFINISHED.test(this.#buffer) && this.#buffer.length <= MAX_SEQUENCE_UNITS;
      if (isAwaited) return undefined;
      // Not the beginning of anything: escape, and whatever follows, on its own.
      this.#buffer = this.#buffer.slice(1);
      return {kind: 'key', text: ESC};
    }

    this.#buffer = this.#buffer.slice(sequence.length);
    if (sequence === PASTE_START) {
      this.#paste = '';
      return 'dropped';
    }

    const ground = parseBackground(sequence);
    if (ground !== undefined) return {kind: 'background', ground};
    const isNoKey = NO_KEY.test(sequence) || sequence.startsWith(`${ESC}[M`);
    return isNoKey || sequence === PASTE_END ? 'dropped' : {kind: 'key', text: sequence};
  }

  #takePaste(): InputToken | undefined {
    const end = this.#buffer.indexOf(PASTE_END);
    if (end !== -1) {
      const token = this.#endPaste(this.#buffer.slice(0, end));
      this.#buffer = this.#buffer.slice(end + PASTE_END.length);
      return token;
    }

    // The last characters may be the beginning of the end mark.
    const safe = Math.max(this.#buffer.length - PASTE_END.length + 1, 0);
    this.#paste = (this.#paste! + this.#buffer.slice(0, safe)).slice(0, MAX_PASTE_UNITS);
    this.#buffer = this.#buffer.slice(safe);
    return undefined;
  }

  #endPaste(rest: string): InputToken {
    const text = (this.#paste! + rest).slice(0, MAX_PASTE_UNITS).replace(UNWANTED_IN_PASTE, '');
    this.#paste = undefined;
    return {kind: 'paste', text};
  }
}
