// `export`: a recording becomes a table for other programs.

import type {Clock} from './domain/clock.js';
import type {AssetId, ConditionId, Market} from './domain/market.js';
import {PolybookError} from './domain/problem.js';
import type {BookRecord, TradeRecord} from './domain/record.js';
import type {ExportOptions, TypedTime} from './export-options.js';
import {openOutput} from './export-output.js';
import type {ExportOutput} from './export-output.js';
import {ExportProgress} from './export-progress.js';
import {RecordedRecords, type Span} from './ingest/recorded-records.js';
import {endingOf, sentenceOf} from './problem-text.js';
import type {Shutdown} from './shutdown.js';
import {AssetChoice, nameOf, type NamedToken} from './tables/asset-choice.js';
import {BestPrices} from './tables/best-prices.js';
import {createEncoder} from './tables/create-encoder.js';
import type {TableEncoder} from './tables/table-encoder.js';
import type {TableNames} from './tables/table-record.js';
import {formatMoment, resolveTime} from './tables/time-option.js';

/** Names that are told where none of them was meant. */
const MAX_NAMES = 40;

export type ExportContext = {
  readonly options: ExportOptions;
  readonly shutdown: Shutdown;
  readonly clock: Clock;
};

export async function runExport(context: ExportContext): Promise<void> {
  const {options, shutdown} = context;
  const output = openOutput(options.out, shutdown);
  const names = new RecordedNames();
  const encoder = await createEncoder(options.format, options.table, names);
  await new Export(context, output, encoder, names).run();
}

class Export {
  readonly #options: ExportOptions;
  readonly #shutdown: Shutdown;
  readonly #output: ExportOutput;
  readonly #encoder: TableEncoder;
  readonly #names: RecordedNames;
  readonly #progress: ExportProgress;
  readonly #choice: AssetChoice;
  readonly #bestPrices = new BestPrices();
  readonly #damages = new Set<string>();
  #records = 0;

  constructor(
    {options, shutdown, clock}: ExportContext,
    output: ExportOutput,
    encoder: TableEncoder,
    names: RecordedNames,
  ) {
    this.#options = options;
    this.#shutdown = shutdown;
    this.#output = output;
    this.#encoder = encoder;
    this.#names = names;
    this.#choice = new AssetChoice(options.assets, names);
    this.#progress = new ExportProgress({clock, stream: process.stderr});
    shutdown.addRestore(() => {
      this.#progress.clear();
    });
  }

  async run(): Promise<void> {
    const reader = this.#createReader();
    const problem = (await failureOf(reader.run())) ?? this.#unmetWish();
    if (this.#shutdown.isEnding) return;
    this.#progress.clear();
    // Where nothing could be read nothing is written either, and a file that can't be written is none.
    const isWritable = problem?.code !== 'EXPORT_NOT_WRITABLE';
    if (problem === undefined || (this.#records > 0 && isWritable)) await this.#finish();
    if (reader.issues > 0) {
      this.#warn(`${reader.issues} messages could not be read, and are left out`);
    }

    await this.#shutdown.end(
      problem === undefined ? {exitCode: this.#damages.size > 0 ? 1 : 0} : endingOf(problem),
    );
  }

  #createReader(): RecordedRecords {
    const {path, depth, from} = this.#options;
    return new RecordedRecords({
      ...{path, depth},
      isFromStart: from === undefined,
      chooseSpan: (firstUs, lastUs) => chooseSpan(this.#options, firstUs, lastUs),
      onAsset: (asset) => {
        this.#names.assets.set(asset.assetId, asset);
      },
      onMarket: (market) => {
        this.#names.add(market);
      },
      onRecord: (record, recvUs) => {
        this.#add(record, recvUs);
      },
      onDamage: (text) => {
        if (!this.#damages.has(text)) this.#warn(text);
        this.#damages.add(text);
      },
      onNotice: (text) => {
        this.#warn(text);
      },
      onRead: (share) => {
        this.#progress.tell(share, this.#records);
      },
      isBehind: () => this.#encoder.isFull(),
      whenReady: async () => {
        await this.#output.write(this.#encoder.take());
        return !this.#shutdown.isEnding;
      },
    });
  }

  #add(record: BookRecord | TradeRecord, recvUs: number | undefined): void {
    const {table} = this.#options;
    if ((record.type === 'trade') !== (table === 'trades') || !this.#choice.has(record)) return;
    if (table === 'bbo' && record.type === 'book' && !this.#bestPrices.hasChanged(record)) return;
    this.#records++;
    this.#encoder.add(record, recvUs);
  }

  async #finish(): Promise<void> {
    await this.#output.write(this.#encoder.end());
    this.#output.finish();
  }

  /** What `--asset` names and the recording doesn't hold. */
  #unmetWish(): PolybookError | undefined {
    const {assets} = this.#names;
    for (const asset of assets.values()) this.#choice.has(asset);
    const {unused} = this.#choice;
    if (unused.length === 0) return undefined;
    const known = Array.from(assets.values(), (asset) => nameOf(asset, this.#names));
    const more = known.length > MAX_NAMES ? ` and ${known.length - MAX_NAMES} more` : '';
    return new PolybookError(
      'NOTHING_TO_EXPORT',
      `--asset names what the recording does not hold: "${unused.join('", "')}"`,
      {hint: `It holds ${known.slice(0, MAX_NAMES).join(', ') || 'no book'}${more}`},
    );
  }

  #warn(message: string): void {
    this.#progress.clear();
    process.stderr.write(`${sentenceOf({message, hint: undefined})}\n`);
  }
}

/** Everything that the recording says of names. */
class RecordedNames implements TableNames {
  readonly assets = new Map<AssetId, NamedToken>();
  readonly #slugs = new Map<ConditionId, string | undefined>();
  readonly #outcomes = new Map<AssetId, string>();

  add({conditionId, slug, outcomes}: Market): void {
    this.#slugs.set(conditionId, slug);
    for (const {assetId, name} of outcomes) this.#outcomes.set(assetId, name);
  }

  slugOf = (market: ConditionId): string | undefined => this.#slugs.get(market);

  outcomeOf = (assetId: AssetId): string | undefined => this.#outcomes.get(assetId);
}

/** Throws a `PolybookError` that says what the recording has. */
function chooseSpan(
  {from, until}: ExportOptions,
  firstUs: number,
  lastUs: number | undefined,
): Span {
  const end = lastUs === undefined ? '' : ` to ${formatMoment(lastUs)}`;
  const range = `The recording goes from ${formatMoment(firstUs)}${end}`;
  const refuse = (what: string): PolybookError =>
    new PolybookError('NOTHING_TO_EXPORT', what, {hint: range});
  const momentOf = (time: TypedTime, option: string): number => {
    const us = resolveTime(time.wish, {firstUs, lastUs});
    if (us === undefined) throw refuse(`${option} "${time.text}" is not in the recording`);
    return us;
  };
  const fromUs = from === undefined ? -Infinity : momentOf(from, '--from');
  const untilUs = until === undefined ? Infinity : momentOf(until, '--until');
  if (from !== undefined && lastUs !== undefined && fromUs > lastUs) {
    throw refuse(`--from "${from.text}" lies behind the recording's end`);
  }

  if (until !== undefined && untilUs <= firstUs) {
    throw refuse(`--until "${until.text}" lies before the recording's start`);
  }

  if (from !== undefined && until !== undefined && untilUs <= fromUs) {
    throw refuse(`--until "${until.text}" is not after --from "${from.text}"`);
  }

  return {fromUs, untilUs};
}

/** Anything but a problem that the user can mend is thrown on. */
async function failureOf(work: Promise<void>): Promise<PolybookError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof PolybookError) return error;
    throw error;
  }
}
