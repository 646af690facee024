const NEWLINE = 10;

/** No line may be longer: a frame of the exchange is at most 8 MiB, its wrapping a little more. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Splits chunks of bytes into lines without their ends, some at a time; a last line may lack one. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of chunks) {
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const piece = chunk.subarray(start, end);
      lines.push(rest.length === 0 ? piece : Buffer.concat([...rest, piece]));
      rest = [];
      restBytes = 0;
      start = end + 1;
    }

    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
      restBytes += chunk.length - start;
      if (restBytes > MAX_LINE_BYTES) {
        throw new Error(`a line is longer than ${MAX_LINE_BYTES} bytes`);
      }
    }

    yield lines;
  }

  if (rest.length > 0) yield [Buffer.concat(rest)];
}
