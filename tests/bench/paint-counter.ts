/** Sizes of paints in a stream of bytes: each is one synchronised update. */
export class PaintCounter {
  readonly #begin = '\u001b[?2026h';
  readonly #end = '\u001b[?2026l';
  #rest = '';
  #sizes: number[] = [];

  take(bytes: Buffer): void {
    // One character a byte, so that lengths are bytes.
    this.#rest += bytes.toString('latin1');
    for (;;) {
      const end = this.#rest.indexOf(this.#end);
      if (end === -1) return;
      const begin = this.#rest.lastIndexOf(this.#begin, end);
      if (begin !== -1) this.#sizes.push(end + this.#end.length - begin);
      this.#rest = this.#rest.slice(end + this.#end.length);
    }
  }

  /** Bytes of each paint since the last call. */
  drain(): number[] {
    const sizes = this.#sizes;
    this.#sizes = [];
    return sizes;
  }
}
