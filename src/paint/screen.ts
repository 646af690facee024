import type {PaintRow, StyleName} from '../view/paint-row.js';
import type {Palette} from '../view/palette.js';
import {AnsiLineParser} from './ansi-line.js';
import {GlyphTable} from './glyph-table.js';
import {Grid} from './grid.js';
import {InkStdout} from './ink-stdout.js';
import {StyleTable} from './style-table.js';
import type {Surface, SurfaceHost} from './surface.js';

/** Where painted bytes go; one write at a time. */
export type Sink = {
  readonly isBusy: boolean;
  /** False where the bytes were not taken. */
  readonly write: (text: string) => boolean;
};

export type ScreenOptions = {
  readonly columns: number;
  readonly rows: number;
  readonly palette: Palette;
  readonly sink: Sink;
  /** Something changed that no snapshot brought: Ink's frame, the size, a surface. */
  readonly onChange: () => void;
};

export type PaintOutcome = 'painted' | 'unchanged' | 'busy';

// Terminals that know the synchronised update show a paint at once; the others ignore the mode.
const BEGIN_UPDATE = '\u001b[?2026h';
const END_UPDATE = '\u001b[?2026l';
const BELL = '\u0007';
const ERASE = '\u001b[0m\u001b[2J';

/** Ink's newest frame with surfaces painted over it: one cell diff and one write a paint. */
export class Screen implements SurfaceHost {
  #palette: Palette;
  readonly #sink: Sink;
  readonly #onChange: () => void;
  readonly #inkStdout: InkStdout;
  readonly #glyphs = new GlyphTable();
  readonly #styles = new StyleTable();
  readonly #parser = new AnsiLineParser(this.#glyphs, this.#styles);
  /** By what lies under, then by style. */
  readonly #styleIds = new Map<StyleName | undefined, Map<StyleName, number>>();
  /** Each surface with the rows painted last, which are not painted again. */
  readonly #surfaces = new Map<Surface, (PaintRow | undefined)[]>();
  #grid: Grid;
  #frame: readonly string[] = [];
  #isFrameStale = true;
  #mustErase = true;
  #mustRing = false;
  /** What goes out beside the picture, by what it is about: the newest alone counts. */
  readonly #asides = new Map<string, string>();

  constructor(options: ScreenOptions) {
    this.#palette = options.palette;
    this.#sink = options.sink;
    this.#onChange = options.onChange;
    this.#grid = new Grid(options.columns, options.rows, this.#glyphs, this.#styles);
    this.#inkStdout = new InkStdout({
      columns: () => this.#grid.columns,
      rows: () => this.#grid.rows,
      onFrame: (frame) => {
        this.#takeFrame(frame);
      },
    });
  }

  /** For `render(<App />, {stdout: screen.stdout, debug: true, patchConsole: false})`. */
  get stdout(): NodeJS.WriteStream {
    // Ink uses `write`, `columns`, `rows` and the 'resize' event of it.
    return this.#inkStdout as unknown as NodeJS.WriteStream;
  }

  get columns(): number {
    return this.#grid.columns;
  }

  get rows(): number {
    return this.#grid.rows;
  }

  addSurface(surface: Surface): () => void {
    this.#surfaces.set(surface, []);
    this.#onChange();
    return () => {
      this.#surfaces.delete(surface);
      this.#isFrameStale = true; // What lay under it shows again.
      this.#onChange();
    };
  }

  resize(columns: number, rows: number): void {
    this.#grid = new Grid(columns, rows, this.#glyphs, this.#styles);
    this.#inkStdout.emit('resize');
    this.redraw();
  }

  /** Writes everything at the next paint: the terminal's content is not what it was. */
  redraw(): void {
    this.#mustErase = true;
    this.#isFrameStale = true;
    this.#onChange();
  }

  /** Paints in other colours from now on; Ink's frame gets them from its own palette. */
  usePalette(palette: Palette): void {
    this.#palette = palette;
    this.#styleIds.clear();
    this.#isFrameStale = true;
    this.#onChange();
  }

  /** Rings the terminal's bell with the next paint. */
  ring(): void {
    this.#mustRing = true;
    this.#onChange();
  }

  /**
   * Sends a sequence that draws nothing (a mode, the clipboard) with the next paint, so that it never
   * lands in the middle of one. A newer one of the same name replaces it.
   */
  send(name: string, sequence: string): void {
    this.#asides.set(name, sequence);
    this.#onChange();
  }

  paint(): PaintOutcome {
    if (this.#sink.isBusy) return 'busy';
    if (this.#isFrameStale) this.#paintFrame();
    for (const [surface, painted] of this.#surfaces) this.#paintSurface(surface, painted);

    const erase = this.#mustErase ? ERASE : '';
    if (this.#mustErase) this.#grid.assumeBlank();
    this.#mustErase = false;

    const bytes = erase + this.#grid.diff();
    const aside = [...this.#asides.values(), this.#mustRing ? BELL : ''].join('');
    this.#mustRing = false;
    this.#asides.clear();
    if (bytes + aside === '') return 'unchanged';
    this.#sink.write(bytes === '' ? aside : aside + BEGIN_UPDATE + bytes + END_UPDATE);
    return bytes === '' ? 'unchanged' : 'painted';
  }

  #takeFrame(frame: string): void {
    // Ink ends with an empty write as a barrier, and in CI with a lone line feed.
    if (frame === '' || frame === '\n') return;
    this.#frame = frame.split('\n');
    this.#isFrameStale = true;
    this.#onChange();
  }

  #paintFrame(): void {
    this.#isFrameStale = false;
    this.#grid.clear();
    const height = Math.min(this.#frame.length, this.#grid.rows);
    for (let y = 0; y < height; y++) {
      this.#grid.paintLine(y, this.#parser.parse(this.#frame[y]!));
    }

    for (const painted of this.#surfaces.values()) painted.length = 0;
  }

  #paintSurface({region, rows}: Surface, painted: (PaintRow | undefined)[]): void {
    const newest = rows();
    for (let i = 0; i < region.height; i++) {
      const row = newest[i] ?? EMPTY_ROW;
      if (row === painted[i]) continue;
      painted[i] = row;
      this.#grid.paintRow(region.x, region.y + i, region.width, row, this.#styleIdOf);
    }
  }

  readonly #styleIdOf = (style: StyleName, under?: StyleName): number => {
    let ids = this.#styleIds.get(under);
    if (ids === undefined) {
      ids = new Map();
      this.#styleIds.set(under, ids);
    }

    let id = ids.get(style);
    if (id === undefined) {
      id = this.#styles.idOf(this.#palette.sgr(style, under));
      ids.set(style, id);
    }

    return id;
  };
}

const EMPTY_ROW: PaintRow = [];
