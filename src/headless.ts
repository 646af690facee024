// The same data without a screen: `--json` streams it, `--once` prints each book and ends.

import type {AssetId, ConditionId, Market} from './domain/market.js';
import {PolybookError} from './domain/problem.js';
import type {BookRecord} from './domain/record.js';
import {startFeed} from './feed.js';
import type {Feed, FeedMessage} from './feed.js';
import {findMarkets} from './find-markets.js';
import type {Choices} from './find-markets.js';
import {formatBookTable} from './output/book-table.js';
import {LineWriter} from './output/line-writer.js';
import {formatRecord} from './output/ndjson.js';
import type {Names} from './output/ndjson.js';
import {sentenceOf} from './problem-text.js';
import type {ProgramContext} from './program-context.js';
import {RecorderControl} from './recorder-control.js';
import {WatchList} from './watch-list.js';

/** How long `--once` waits for the first books of a live market. */
const BOOK_TIMEOUT_MS = 10_000;

/** How often `--once` asks whether all books are there. */
const ASK_EVERY_MS = 50;

export async function runHeadless(context: ProgramContext): Promise<void> {
  const {options, shutdown} = context;
  for (const notice of options.notices) warn(notice);
  const markets = new Map<ConditionId, Market>();
  const watched = new WatchList();
  const messages = new MessageHub();
  let wasUp = false;
  const writer = new LineWriter({
    stream: process.stdout,
    onClosed: () => {
      void shutdown.end({exitCode: 0});
    },
  });
  const feed = startFeed({
    ...context,
    onMessage: (message) => {
      messages.hand(message);
    },
    onUp: () => {
      wasUp = true;
      watched.forgetAssets();
    },
    onDown: ({reason}) => {
      // A replay would begin again and repeat its records; what never came up never will.
      if (!wasUp || options.replay !== undefined) {
        throw new Error(`The ingest worker is down: ${reason}`);
      }

      warn(`The ingest worker is down, ${reason}; restarting it`);
    },
  });

  const {clock} = context;
  const recorder = new RecorderControl({...feed, ...options, clock, onNotice: warn});
  messages.on('recording', ({state}) => {
    recorder.onState(state);
  });
  messages.on('markets', (message) => {
    watched.addNamed(message.markets);
    for (const market of message.markets) markets.set(market.conditionId, market);
  });
  const names = namesOf(feed.source, markets);
  context.metrics?.tellOf(feed, () => watched.catalog);
  messages.on('assets', ({assets}) => {
    watched.nameAssets(assets);
    if (feed.source === 'replay') watched.addRecorded(assets);
  });
  messages.on('notice', ({text}) => {
    process.stderr.write(`polybook-tui: ${text}.\n`);
  });
  let connectionReason: string | undefined;
  messages.on('connection', ({reason}) => {
    connectionReason = reason;
  });
  messages.on('records', ({records}) => {
    const lines = records.map((record) => formatRecord(record, names));
    void writer.write(lines).then(() => {
      feed.supervisor.acknowledge();
    });
  });

  const found =
    options.replay === undefined ? await findMarkets(options, await feed.client) : undefined;
  if (found?.choices !== undefined) throw tooMany(found.choices);
  for (const notice of found?.notices ?? []) warn(notice);
  for (const market of found?.named ?? []) markets.set(market.conditionId, market);
  watched.add([...markets.values()]);
  feed.supervisor.watch([...markets.values()]);

  const ended = options.replay === undefined ? undefined : messages.next('replay_ended');
  if (options.replay !== undefined) feed.supervisor.play();
  if (options.isOnce) {
    await ended;
    const books = await awaitBooks(feed, messages, [...markets.values()], () => connectionReason);
    const lines = options.isJson
      ? books.map((book) => formatRecord(book, names))
      : [books.map((book) => formatBookTable(book, headingOf(book, markets))).join('\n\n')];
    await writer.write(lines);
    await shutdown.end({exitCode: 0});
  } else if (ended !== undefined) {
    await ended;
    await shutdown.end({exitCode: 0});
  }
}

function warn(message: string): void {
  process.stderr.write(`${sentenceOf({message, hint: undefined})}\n`);
}

/** Hands the worker's messages to whoever asked for their type. */
class MessageHub {
  readonly #handlers = new Map<string, ((message: never) => void)[]>();

  on<T extends FeedMessage['type']>(
    type: T,
    handler: (message: Extract<FeedMessage, {type: T}>) => void,
  ): void {
    this.#handlers.set(type, [...(this.#handlers.get(type) ?? []), handler]);
  }

  next<T extends FeedMessage['type']>(type: T): Promise<Extract<FeedMessage, {type: T}>> {
    return new Promise((resolve) => {
      this.on(type, resolve);
    });
  }

  hand(message: FeedMessage): void {
    for (const handler of this.#handlers.get(message.type) ?? []) handler(message as never);
  }
}

/** All books of a replay at its end, or every outcome's of the markets as soon as they are there. */
async function awaitBooks(
  feed: Feed,
  messages: MessageHub,
  markets: readonly Market[],
  connectionReason: () => string | undefined,
): Promise<readonly BookRecord[]> {
  const wanted = markets.flatMap(({outcomes}) => outcomes.map(({assetId}) => assetId));
  let books: readonly BookRecord[] | undefined;
  messages.on('dump', (message) => {
    books = message.books;
  });
  for (let waitedMs = 0; ; waitedMs += ASK_EVERY_MS) {
    feed.supervisor.dump();
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    if (books === undefined) continue;
    const byAsset = new Map(books.map((book) => [book.assetId, book]));
    const missing = wanted.filter((assetId) => !byAsset.has(assetId));
    if (missing.length === 0) {
      return wanted.length === 0 ? books : wanted.map((assetId) => byAsset.get(assetId)!);
    }

    if (waitedMs >= BOOK_TIMEOUT_MS) throw noBookInTime(missing, markets, connectionReason());
  }
}

function noBookInTime(
  missing: readonly AssetId[],
  markets: readonly Market[],
  connectionReason: string | undefined,
): PolybookError {
  const names = markets.flatMap(({question, outcomes}) =>
    outcomes
      .filter(({assetId}) => missing.includes(assetId))
      .map(({name}) => `${name} of "${question}"`),
  );
  return new PolybookError(
    'NO_BOOK_IN_TIME',
    `No book came within ${BOOK_TIMEOUT_MS / 1000} s for ${names.join(', ')}`,
    {
      hint:
        connectionReason === undefined
          ? 'The exchange may be busy: try again, or look at the market on polymarket.com'
          : `The socket is not connected: ${connectionReason}`,
    },
  );
}

function tooMany({query, markets}: Choices): PolybookError {
  const slugs = markets.slice(0, 5).map(({slug, conditionId}) => slug ?? conditionId);
  return new PolybookError(
    'MARKET_NOT_FOUND',
    `"${query}" matches ${markets.length} markets, and without a screen there is no choosing`,
    {hint: `Name one of them: ${slugs.join(', ')}`},
  );
}

function namesOf(source: Feed['source'], markets: ReadonlyMap<ConditionId, Market>): Names {
  return {
    source,
    slugOf: (market) => markets.get(market)?.slug,
    outcomeOf: (assetId) => outcomeOf(assetId, markets),
  };
}

function headingOf(book: BookRecord, markets: ReadonlyMap<ConditionId, Market>) {
  return {
    question: markets.get(book.market)?.question,
    outcome: outcomeOf(book.assetId, markets),
  };
}

function outcomeOf(
  assetId: AssetId,
  markets: ReadonlyMap<ConditionId, Market>,
): string | undefined {
  for (const {outcomes} of markets.values()) {
    const outcome = outcomes.find((candidate) => candidate.assetId === assetId);
    if (outcome !== undefined) return outcome.name;
  }

  return undefined;
}
