// Hides what honestly differs between two runs of the same session: how old things are, how long they
// took, how much was painted. Prices, sizes and words stay.

/** A line of the screen, and where nothing can be compared: from one cell up to another, or to the end. */
export type MaskedLine = {
  readonly text: string;
  readonly hidden: readonly (readonly [from: number, to: number])[];
};

type Rule = {
  /** Which lines it is for; `title` is the first one. */
  readonly on: (line: string, y: number, title: string) => boolean;
  /** Global. */
  readonly find: RegExp;
  readonly put: (found: string, ...groups: string[]) => string;
};

const STATUS_Y = 1;

/** A measured figure, or what stands for none. */
const FIGURE = /(?<![\w.])[\d.]+[kM]?(?![\w.¢c])|(?<= )[–-](?= |$)/g;

const everywhere = (): boolean => true;
const isStatus = (_: string, y: number): boolean => y === STATUS_Y;
/** In a recording what becomes of levels has the recording's own time. */
const isLive = (_line: string, _y: number, title: string): boolean => !title.endsWith('REPLAY');
const isLiveHeading = (line: string, y: number, title: string): boolean =>
  isLive(line, y, title) && /bid +(price|.*\|).* ask /.test(line);

const RULES: readonly Rule[] = [
  // What was measured leaves, and what a busy machine says of itself: `feed p50 41 …`, `machine busy`.
  {on: isStatus, find: / [│|] (machine busy|feed p50|[\d.]+\/s).*/g, put: () => ''},
  {on: isStatus, find: /[\d.]+ (ms|s|min)\b/g, put: () => '# s'},
  // Since when the ladder counts what became of its levels, of ten seconds at most.
  {on: isLiveHeading, find: /( Δ\d|Δ\d\d)s/g, put: () => 'Δ##s'},
  {on: isLiveHeading, find: /[ \d]\ds(?= |$)/g, put: () => '##s'},
  {on: isLive, find: /(?<=FLOW)( · | - )levels since \d+ s$/g, put: () => ''},
  // Series of this machine's own seconds.
  {on: isLive, find: /(?<=\bofi 60s) .+(?= \S+$)/g, put: blank},
  {on: isLive, find: /(?<=\bcvd 60s) .+$/g, put: () => ' #'},
  // The feed panel is the rightmost one, so that what is shorter moves nothing.
  {
    on: everywhere,
    find: /\b(feed ms|raw ms|apply .s|proof .s)((?: +[\d.kM]+| +[–-]){4})$/g,
    put: (_, name, values) => `${name}${values.replace(/\S+/g, '#').replace(/ +/g, '     ')}`,
  },
  {on: everywhere, find: /(?<=\bworst) .* ms$/g, put: () => ' # ms'},
  {
    on: everywhere,
    find: /(?<=\bping {4}).*frames\/s$/g,
    put: (found) => found.replace(FIGURE, '#'),
  },
  {on: everywhere, find: /(?<=\bdata {4}age )[\d.]+ (ms|s|min)$/g, put: () => '# s'},
  {
    on: everywhere,
    find: /(?<=\bpaint {3})\S+ ms .*$/g,
    put: () => '# ms  # fps',
  },
];

/** The same number of lines; what is hidden within a line keeps its length, at its end it need not. */
export function maskScreen(lines: readonly string[]): MaskedLine[] {
  return lines.map((line, y) => maskLine(line, y, lines[0]!));
}

function maskLine(line: string, y: number, title: string): MaskedLine {
  const hidden: [number, number][] = [];
  let text = line;
  for (const {on, find, put} of RULES) {
    if (!on(line, y, title)) continue;
    text = text.replace(find, (found, ...rest: unknown[]) => {
      const offsetAt = rest.findIndex((value) => typeof value === 'number');
      const from = rest[offsetAt] as number;
      const by = put(found, ...(rest.slice(0, offsetAt) as string[]));
      hidden.push([from, by.length === found.length ? from + by.length : Number.POSITIVE_INFINITY]);
      return by;
    });
  }

  return {text: text.trimEnd(), hidden};
}

function blank(found: string): string {
  return ' '.repeat(found.length);
}
