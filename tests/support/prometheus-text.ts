// A strict reader of Prometheus's text format, made from its description and not from any writer
// (https://prometheus.io/docs/instrumenting/exposition_formats/): throws where a scraper would complain.

export type Series = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

export type ParsedFamily = {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly series: Series[];
};

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const HELP_LINE = new RegExp(`^# HELP (${NAME}) (.+)$`);
const TYPE_LINE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`);
const SAMPLE_LINE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const NUMBER = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|\+Inf|-Inf|NaN)$/i;

/** Families by name. */
export function parsePrometheus(text: string): ReadonlyMap<string, ParsedFamily> {
  if (!text.endsWith('\n')) throw new Error('The last line has no end');
  const families = new Map<string, ParsedFamily>();
  const seen = new Set<string>();
  let help: {name: string; text: string} | undefined;
  let family: ParsedFamily | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, helpName, helpText] = HELP_LINE.exec(line) ?? [];
    if (helpName !== undefined) {
      help = {name: helpName, text: helpText!};
      family = undefined;
      continue;
    }

    const [, typeName, type] = TYPE_LINE.exec(line) ?? [];
    if (typeName !== undefined) {
      if (help?.name !== typeName) throw new Error(`${typeName} has no help`);
      if (families.has(typeName)) throw new Error(`${typeName} is there twice`);
      family = {name: typeName, type: type!, help: help.text, series: []};
      families.set(typeName, family);
      continue;
    }

    const [, name, labelText = '', valueText] = SAMPLE_LINE.exec(line) ?? [];
    if (name === undefined) throw new Error(`Neither comment nor sample: ${line}`);
    if (family === undefined) throw new Error(`A sample without a type: ${line}`);
    const names =
      family.type === 'histogram'
        ? ['_bucket', '_sum', '_count'].map((end) => family!.name + end)
        : [family.name];
    if (!names.includes(name)) throw new Error(`${name} stands in ${family.name}`);
    if (!NUMBER.test(valueText!)) throw new Error(`No number: ${line}`);
    const labels = parseLabels(labelText);
    const key = seriesKey(name, labels);
    if (seen.has(key)) throw new Error(`Told twice: ${key}`);
    seen.add(key);
    const value = Number(valueText!.replace('Inf', 'Infinity'));
    if (family.type === 'counter' && !(value >= 0)) throw new Error(`A counter below 0: ${line}`);
    family.series.push({name, labels, value});
  }

  for (const each of families.values()) if (each.type === 'histogram') checkHistogram(each);
  return families;
}

function parseLabels(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const at = LABEL.lastIndex;
    const [, name, value] = LABEL.exec(text) ?? [];
    if (name === undefined) throw new Error(`No label at ${at}: ${text}`);
    if (Object.hasOwn(labels, name)) throw new Error(`Label ${name} is there twice: ${text}`);
    labels[name] = value!.replace(/\\(.)/g, (_, escaped: string) =>
      escaped === 'n' ? '\n' : escaped,
    );
  }

  return labels;
}

function seriesKey(name: string, labels: Readonly<Record<string, string>>): string {
  return name + JSON.stringify(Object.entries(labels).sort());
}

export type ParsedHistogram = {
  readonly labels: Readonly<Record<string, string>>;
  /** Upper end and how many are at most that, ascending; the last is infinite. */
  readonly buckets: readonly (readonly [le: number, atMost: number])[];
  readonly sum: number;
  readonly count: number;
};

export function histogramsOf({name, series}: ParsedFamily): readonly ParsedHistogram[] {
  const parts = new Map<string, {buckets: [number, number][]; sum?: number}>();
  for (const {name: part, labels, value} of series) {
    const {le, ...rest} = labels;
    const key = seriesKey('', rest);
    const known = parts.get(key) ?? {buckets: []};
    parts.set(key, known);
    if (part === `${name}_sum`) known.sum = value;
    if (le !== undefined) known.buckets.push([Number(le.replace('Inf', 'Infinity')), value]);
  }

  return series
    .filter((each) => each.name === `${name}_count`)
    .map(({labels, value: count}) => {
      const {buckets, sum} = parts.get(seriesKey('', labels))!;
      if (sum === undefined) throw new Error(`${name} has no sum for ${JSON.stringify(labels)}`);
      return {labels, buckets, sum, count};
    });
}

function checkHistogram(family: ParsedFamily): void {
  const histograms = histogramsOf(family);
  if (histograms.length === 0) throw new Error(`${family.name} has no count`);
  for (const {labels, buckets, count} of histograms) {
    const what = `${family.name} ${JSON.stringify(labels)}`;
    const [le, atMost] = buckets.at(-1)!;
    if (le !== Number.POSITIVE_INFINITY) throw new Error(`${what} has no +Inf`);
    if (atMost !== count)
      throw new Error(`${what}: ${atMost} are at most +Inf, and ${count} in all`);
    for (const [i, [bound, value]] of buckets.entries()) {
      const [boundBefore, before] = buckets[i - 1] ?? [Number.NEGATIVE_INFINITY, 0];
      if (!(bound > boundBefore)) throw new Error(`${what}: ${bound} after ${boundBefore}`);
      if (value < before) throw new Error(`${what}: ${value} after ${before}`);
    }
  }
}

/** The value of the one series of that name with at least these labels; undefined if there is none. */
export function valueOf(
  families: ReadonlyMap<string, ParsedFamily>,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const fitting = (families.get(name)?.series ?? []).filter((series) =>
    Object.entries(labels).every(([label, value]) => series.labels[label] === value),
  );
  if (fitting.length > 1) throw new Error(`${name} has ${fitting.length} such series`);
  return fitting[0]?.value;
}
