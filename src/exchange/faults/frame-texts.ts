// Other ways in which the feed has been seen or documented to spell its messages. All of them
// leave alone what a hash is made of and cannot be read back: ids, times and the last trade price.

const DECIMAL_FIELDS = /"(price|size|best_bid|best_ask|spread|tick_size)":( ?)"(\d[\d.]*)"/g;
const ZERO_BEFORE_POINT = /"(price|size|best_bid|best_ask|spread|tick_size)":( ?)"0\./g;
const BOOK_EVENT_TYPE = /, "event_type":"book"/g;

/** Prices and sizes as JSON numbers. */
export function spellNumbers(text: string): string {
  return text.replaceAll(DECIMAL_FIELDS, '"$1":$2$3');
}

/** `".48"`, as examples of the documentation have it. */
export function spellBareDecimals(text: string): string {
  return text.replaceAll(ZERO_BEFORE_POINT, '"$1":$2".');
}

/** Books that do not say that they are books. */
export function dropBookEventType(text: string): string {
  return text.replaceAll(BOOK_EVENT_TYPE, '');
}

/** No JSON, each in a way of its own. */
export const GARBAGE_TEXTS: readonly string[] = [
  'hello, world',
  '<html><body>502 Bad Gateway</body></html>',
  '{"market":"0x12", "price_changes":[{"asset_id":"1',
  '{"event_type":"book",}',
  '\u0000\ufffd\u001b[2J',
];
