// A reading of everything -> metric families. What is unknown is left out rather than told as 0.

import {PRICE_ONE} from '../domain/price.js';
import type {Price} from '../domain/price.js';
import type {Counters, Snapshot} from '../domain/snapshot.js';
import {PHASES, TRUST_STATES} from '../snapshot/layout.js';
import {buildLatencyFamily} from './latency-family.js';
import type {MetricFamily, Sample} from './metric-family.js';
import {liveSnapshot, selectBooks} from './readout.js';
import type {BookReading, Readout} from './readout.js';

const US_PER_S = 1e6;
const MS_PER_S = 1e3;

const COUNTERS = [
  ['frames', 'Data frames of the sockets'],
  ['bytes', 'Bytes of the data frames'],
  ['events', 'Messages of the exchange in the data frames'],
  ['issues', 'Messages that could not be read'],
  ['ignored', 'Changes ignored: before a first book, or of assets nobody watches'],
  ['batches', 'Batches of changes of one market'],
  ['trades', 'Trades'],
  ['books', 'Whole books that came'],
  ['reconnects', 'Sockets opened after the first of each line'],
] as const satisfies readonly (readonly [keyof Counters, string])[];

const PROOFS = [
  ['verified', 'verified'],
  ['hash_failed', 'hashFailed'],
  ['bbo_failed', 'bboFailed'],
  ['crossed', 'crossed'],
] as const satisfies readonly (readonly [string, keyof Counters])[];

export function buildFamilies(readout: Readout): readonly MetricFamily[] {
  const snapshot = liveSnapshot(readout);
  const families = [
    ...buildProgram(readout),
    ...buildConnection(readout, snapshot),
    ...buildBooks(selectBooks(readout)),
    ...(snapshot === undefined
      ? []
      : [...buildCounters(snapshot), ...buildGauges(readout, snapshot)]),
    buildLatencyFamily(readout.board, readout.nowUs),
  ];
  return families
    .map((family) => ({
      ...family,
      values: family.values.filter(({value}) => !Number.isNaN(value)),
    }))
    .filter(({values}) => values.length > 0);
}

function gauge(name: string, help: string, values: number | readonly Sample[]): MetricFamily {
  return {name: `polybook_${name}`, help, type: 'gauge', values: toSamples(values)};
}

function counter(name: string, help: string, values: number | readonly Sample[]): MetricFamily {
  return {name: `polybook_${name}_total`, help, type: 'counter', values: toSamples(values)};
}

function toSamples(values: number | readonly Sample[]): readonly Sample[] {
  return typeof values === 'number' ? [{labels: {}, value: values}] : values;
}

function buildProgram(readout: Readout): readonly MetricFamily[] {
  const {version, source, worker, nowUs, startedUs} = readout;
  return [
    gauge('info', 'Version, and where the data come from', [{labels: {version, source}, value: 1}]),
    gauge('uptime_seconds', 'Since the program began', (nowUs - startedUs) / US_PER_S),
    gauge(
      'worker_up',
      'Whether the ingest thread works: 0 while it starts, has ended or hangs',
      liveSnapshot(readout) === undefined ? 0 : 1,
    ),
    counter(
      'worker_restarts',
      'Ends of an ingest thread that another one replaces',
      worker.restarts,
    ),
    gauge('main_heap_bytes', 'Heap that the main thread uses', readout.mainHeapBytes),
    gauge('resident_bytes', 'Resident memory of the process', readout.residentBytes),
  ];
}

function buildConnection(
  {source}: Readout,
  snapshot: Snapshot | undefined,
): readonly MetricFamily[] {
  if (source === 'replay') return [];
  const phases = PHASES.map((phase) => ({
    labels: {phase},
    value: snapshot?.connection.phase === phase ? 1 : 0,
  }));
  return [
    gauge(
      'connection_phase',
      '1 for the phase of the socket of the book in focus, all 0 without an ingest thread',
      phases,
    ),
  ];
}

function buildBooks(books: readonly BookReading[]): readonly MetricFamily[] {
  const byState = TRUST_STATES.map((name) => ({
    labels: {trust: name},
    value: books.filter(({trust}) => trust.state === name).length,
  }));
  const ofEach = (toSample: (book: BookReading) => Omit<Sample, 'metricName'>): Sample[] =>
    books.filter(({labels}) => labels !== undefined).map(toSample);
  return [
    gauge('books', 'Watched books by trust', byState),
    gauge(
      'book_trust',
      '1 for the trust of each book',
      ofEach(({labels, trust}) => ({labels: {...labels, trust: trust.state}, value: 1})),
    ),
    gauge(
      'best_bid',
      'Best bid of each book, between 0 and 1',
      ofEach(({labels, bestBid}) => ({labels: {...labels}, value: toRatio(bestBid)})),
    ),
    gauge(
      'best_ask',
      'Best ask of each book, between 0 and 1',
      ofEach(({labels, bestAsk}) => ({labels: {...labels}, value: toRatio(bestAsk)})),
    ),
  ];
}

function toRatio(price: Price | undefined): number {
  return price === undefined ? Number.NaN : price / PRICE_ONE;
}

/** Of the ingest thread: they begin anew with the next one, as counters may. */
function buildCounters({counters}: Snapshot): readonly MetricFamily[] {
  return [
    ...COUNTERS.map(([name, help]) => counter(name, help, counters[name])),
    counter(
      'proofs',
      'Batches and books by what their proof came to',
      PROOFS.map(([result, name]) => ({labels: {result}, value: counters[name]})),
    ),
  ];
}

function buildGauges({nowUs, source}: Readout, snapshot: Snapshot): readonly MetricFamily[] {
  const {connection, pingMs, clockOffsetMs, clockUncertaintyMs} = snapshot;
  const {lastDataUs, lines, linesUp} = connection;
  const dataAgeUs = lastDataUs === 0 ? Number.NaN : nowUs - lastDataUs;
  return [
    gauge('lines', 'Sockets that the watched books need', source === 'replay' ? Number.NaN : lines),
    gauge('lines_up', 'Those that are connected', source === 'replay' ? Number.NaN : linesUp),
    gauge(
      'clock_offset_seconds',
      "This machine's clock less the exchange's, estimated",
      clockOffsetMs / MS_PER_S,
    ),
    gauge(
      'clock_uncertainty_seconds',
      'How far the truth may be from clock_offset',
      clockUncertaintyMs / MS_PER_S,
    ),
    gauge('ping_seconds', 'PING to PONG, the newest', pingMs / MS_PER_S),
    gauge('data_age_seconds', 'Since the last data frame', dataAgeUs / US_PER_S),
    gauge(
      'snapshot_age_seconds',
      'Since what is told here was so',
      (nowUs - snapshot.publishedUs) / US_PER_S,
    ),
    gauge('frames_per_second', 'Data frames of the last full second', snapshot.framesPerS),
    gauge('bytes_per_second', 'Their bytes', snapshot.bytesPerS),
    gauge('ingest_heap_bytes', 'Heap that the ingest thread uses', snapshot.ingestHeapBytes),
  ];
}
