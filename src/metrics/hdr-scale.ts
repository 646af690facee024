// The scale of a HDR histogram: which counter a value belongs to. The counters themselves lie in
// shared memory, so that one thread records and another one reads.

import Int32HistogramModule from 'hdr-histogram-js/dist/Int32Histogram.js';

// The file is CommonJS with a `default` property; deep, because the package's index loads a
// WebAssembly build and a compressor (140 kB bundled) that nothing here uses.
const Int32Histogram = Int32HistogramModule.default;

/** Two significant digits: a value is told within 1 %. */
const SIGNIFICANT_DIGITS = 2;

/** A day in µs. Larger values (a clock wrong by days) are recorded as a day. */
const HIGHEST_VALUE = 86_400_000_000;

const scale = new Int32Histogram(1, HIGHEST_VALUE, SIGNIFICANT_DIGITS);

/** Counters that values of 0 and more need; those of a mirror for negative ones follow them. */
export const SCALE_LENGTH = scale.countsArrayLength;

/** The counter of a value, which is rounded. Of a negative one: that of its magnitude in the mirror. */
export function indexOfValue(value: number): number {
  const magnitude = Math.min(Math.abs(Math.round(value)), HIGHEST_VALUE);
  const index = scale.countsArrayIndex(magnitude);
  return value <= -0.5 ? SCALE_LENGTH + index : index;
}

/** The value that stands for a counter: the greatest magnitude that it counts. */
export function valueOfIndex(index: number): number {
  magnitudes ??= Float64Array.from({length: SCALE_LENGTH}, (_, i) =>
    scale.highestEquivalentValue(scale.valueFromIndex(i)),
  );
  return index < SCALE_LENGTH ? magnitudes[index]! : -magnitudes[index - SCALE_LENGTH]!;
}

/** All counters, that of the least value first. */
export function ascendingIndexes(): Uint16Array {
  ascending ??= Uint16Array.from({length: 2 * SCALE_LENGTH}, (_, i) =>
    i < SCALE_LENGTH ? 2 * SCALE_LENGTH - 1 - i : i - SCALE_LENGTH,
  );
  return ascending;
}

// Made with the first reading: a thread that only records needs neither.
let magnitudes: Float64Array | undefined;
let ascending: Uint16Array | undefined;
