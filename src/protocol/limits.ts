// What the exchange documents, or has been seen to do, in numbers.

/**
 * Largest frame that is decoded. One book is 1-40 KB and an initial array holds all assets of a
 * socket; 8 MiB is what a few hundred books of the finest tick need.
 */
export const MAX_FRAME_BYTES = 8 * 1024 * 1024;

/** Frames up to this are parsed as they are: nesting of this length costs 2 MB of heap at most. */
export const MAX_UNCHECKED_BYTES = 64 * 1024;

/** Deepest nesting that a larger frame may have; the exchange's is 4 (array, book, side, level). */
export const MAX_FRAME_DEPTH = 32;

/**
 * Latest time that is taken, in Unix ms. JavaScript's dates end at 8.64e15, and formatting one beyond
 * throws; what is left of it is for sums with clock offsets.
 */
export const MAX_TIMESTAMP_MS = 8e15;

/** Longest id that is taken, in characters: a token id has at most 78 digits, a hash 66. */
export const MAX_ID_LENGTH = 128;

/** Longest decimal whose text is kept as it came, in characters; `0.0001` has 6. */
export const MAX_DECIMAL_LENGTH = 32;

/** Longest name of an outcome that is kept, in characters. */
export const MAX_NAME_LENGTH = 80;

/** Longest slug or question that is kept, in characters; the longest real one is about half of this. */
export const MAX_TITLE_LENGTH = 300;

/**
 * The client sends the text `PING` this often; without it the exchange drops the connection after
 * about as long. https://docs.polymarket.com/api-reference/wss/market
 */
export const PING_INTERVAL_US = 10_000_000;

/** No frame at all for this long after a `PING` means a dead connection, as official clients have it. */
export const PONG_TIMEOUT_US = 30_000_000;

/** The exchange closes a socket that has not subscribed within about this time. */
export const SUBSCRIPTION_DEADLINE_US = 5_000_000;

/**
 * The documented limit is gone, but above about 500 assets some get no book and no error
 * (nautechsystems/nautilus_trader#2915); clients that last stay at 200-250.
 */
export const MAX_ASSETS_PER_SOCKET = 200;

/** Tokens that one `POST /books` may name. */
export const MAX_BOOKS_PER_REQUEST = 500;

/** Issues kept of one frame: a hostile one could otherwise hold millions of them. */
export const MAX_ISSUES_PER_FRAME = 1000;
