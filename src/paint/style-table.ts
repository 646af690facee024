/** The terminal's own look. */
export const PLAIN_STYLE = 0;

const MAX_STYLES = 4096;

/** Numbers for looks, so that cells compare as integers. */
export class StyleTable {
  readonly #ids = new Map<string, number>([['', PLAIN_STYLE]]);
  readonly #sequences = ['\u001b[0m'];

  /** The id of SGR parameters (`1;32`); the plain style where the table is full. */
  idOf(params: string): number {
    const known = this.#ids.get(params);
    if (known !== undefined) return known;
    if (this.#sequences.length === MAX_STYLES) return PLAIN_STYLE;

    const id = this.#sequences.length;
    this.#ids.set(params, id);
    this.#sequences.push(`\u001b[0;${params}m`);
    return id;
  }

  /** The sequence that switches to the style from any other. */
  sequenceOf(id: number): string {
    return this.#sequences[id]!;
  }
}
