/**
 * Longest reply that is read to its end. A list of 500 markets has about 2 MB, 500 books of the finest
 * tick 20 MB.
 */
export const MAX_REPLY_BYTES = 32 * 1024 * 1024;

/** The text of a reply, as `response.text()` gives it; undefined where it is longer than that. */
export async function readReply(
  response: Response,
  maxBytes = MAX_REPLY_BYTES,
): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const chunks = (response.body ?? []) as AsyncIterable<Uint8Array>;
  // Leaving the loop gives up the connection, however much there is to come.
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    text += decoder.decode(chunk, {stream: true});
  }

  return text + decoder.decode();
}
