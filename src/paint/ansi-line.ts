// Lines of Ink's frames as cells. SGR is understood, every other escape sequence is dropped.

import {isOneCellEach, splitGlyphs} from '../view/cell-width.js';
import {WIDE_TAIL} from './cells.js';
import type {GlyphTable} from './glyph-table.js';
import {SgrState} from './sgr-state.js';
import {PLAIN_STYLE, type StyleTable} from './style-table.js';

/** One line as ids: as many entries as cells. */
export type AnsiLine = {
  readonly glyphs: Uint32Array;
  readonly styles: Uint16Array;
};

/** Ink repeats the whole frame at each commit, mostly unchanged lines; twice this many are kept. */
const CACHED_LINES = 256;

// CSI; OSC, DCS, PM and APC up to their terminator; any other two-character escape; a lone ESC.
const ESCAPE =
  /\u001b(?:\[([\u0030-\u003f]*)[\u0020-\u002f]*([\u0040-\u007e])|[\]P^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[^[\]P^_]|)/g;

export class AnsiLineParser {
  readonly #glyphs: GlyphTable;
  readonly #styles: StyleTable;
  #recent = new Map<string, AnsiLine>();
  #older = new Map<string, AnsiLine>();

  constructor(glyphs: GlyphTable, styles: StyleTable) {
    this.#glyphs = glyphs;
    this.#styles = styles;
  }

  parse(line: string): AnsiLine {
    const recent = this.#recent.get(line);
    if (recent !== undefined) return recent;

    const parsed = this.#older.get(line) ?? this.#parse(line);
    if (this.#recent.size === CACHED_LINES) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }

    this.#recent.set(line, parsed);
    return parsed;
  }

  #parse(line: string): AnsiLine {
    const glyphs: number[] = [];
    const styles: number[] = [];
    const state = new SgrState();
    let style = PLAIN_STYLE;
    let textFrom = 0;

    for (const match of line.matchAll(ESCAPE)) {
      this.#append(line.slice(textFrom, match.index), style, glyphs, styles);
      textFrom = match.index + match[0].length;
      if (match[2] !== 'm' || !/^[\d;]*$/.test(match[1]!)) continue;
      state.apply(match[1]!);
      style = this.#styles.idOf(state.params);
    }

    this.#append(line.slice(textFrom), style, glyphs, styles);
    return {glyphs: Uint32Array.from(glyphs), styles: Uint16Array.from(styles)};
  }

  #append(text: string, style: number, glyphs: number[], styles: number[]): void {
    if (isOneCellEach(text)) {
      for (let i = 0; i < text.length; i++) glyphs.push(text.charCodeAt(i));
    } else {
      for (const glyph of splitGlyphs(text)) {
        glyphs.push(this.#glyphs.idOf(glyph.text));
        if (glyph.width === 2) glyphs.push(WIDE_TAIL);
      }
    }

    while (styles.length < glyphs.length) styles.push(style);
  }
}
