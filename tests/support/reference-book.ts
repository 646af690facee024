// A naive book to compare with: Maps of text, sorted on demand, and parsing of its own. Slow,
// short and obviously right; nothing of `src` is used.

type WireLevel = {readonly price: string; readonly size: string};
type WireChange = WireLevel & {readonly asset_id: string; readonly side: string};
type WireMessage = {
  readonly event_type: string;
  readonly asset_id?: string;
  readonly bids?: readonly WireLevel[];
  readonly asks?: readonly WireLevel[];
  readonly price_changes?: readonly WireChange[];
};

/** `.50` and `0.5` are the same number, and have the same text here. */
function canonicalText(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = fraction.replace(/0+$/, '');
  return (whole.replace(/^0+/, '') || '0') + (digits === '' ? '' : `.${digits}`);
}

export class ReferenceBook {
  readonly #bids = new Map<string, string>();
  readonly #asks = new Map<string, string>();

  set(side: string, price: string, size: string): void {
    const levels = side === 'BUY' ? this.#bids : this.#asks;
    if (Number(size) === 0) levels.delete(canonicalText(price));
    else levels.set(canonicalText(price), canonicalText(size));
  }

  replace(bids: readonly WireLevel[], asks: readonly WireLevel[]): void {
    this.#bids.clear();
    this.#asks.clear();
    for (const {price, size} of bids) this.set('BUY', price, size);
    for (const {price, size} of asks) this.set('SELL', price, size);
  }

  /** `[price, size]` as text, best first. */
  bids(): [string, string][] {
    return [...this.#bids].sort(([a], [b]) => Number(b) - Number(a));
  }

  asks(): [string, string][] {
    return [...this.#asks].sort(([a], [b]) => Number(a) - Number(b));
  }
}

/** Plays raw frames into one reference book per asset. */
export function buildReferenceBooks(frames: readonly string[]): Map<string, ReferenceBook> {
  const books = new Map<string, ReferenceBook>();
  for (const frame of frames) {
    const messages = [JSON.parse(frame) as WireMessage | WireMessage[]].flat();
    for (const message of messages) applyMessage(books, message);
  }

  return books;
}

function applyMessage(books: Map<string, ReferenceBook>, message: WireMessage): void {
  if (message.event_type === 'book') {
    const book = new ReferenceBook();
    book.replace(message.bids ?? [], message.asks ?? []);
    books.set(message.asset_id ?? '', book);
  }

  for (const {asset_id: assetId, side, price, size} of message.price_changes ?? []) {
    books.get(assetId)?.set(side, price, size);
  }
}
