/** First id of interned clusters; below it an id is the code point itself. */
const FIRST_CLUSTER = 0x110000;

/** Titles come from outside, so what they leave behind is bounded. */
const MAX_CLUSTERS = 4096;

/** Numbers for glyphs: a code point stands for itself, clusters of several are interned. */
export class GlyphTable {
  readonly #clusters: string[] = [];
  readonly #ids = new Map<string, number>();

  /** The id of one grapheme cluster; of its first code point only, where the table is full. */
  idOf(cluster: string): number {
    const codePoint = cluster.codePointAt(0)!;
    if (cluster.length === (codePoint > 0xffff ? 2 : 1)) return codePoint;

    const known = this.#ids.get(cluster);
    if (known !== undefined) return known;
    if (this.#clusters.length === MAX_CLUSTERS) return codePoint;

    const id = FIRST_CLUSTER + this.#clusters.length;
    this.#clusters.push(cluster);
    this.#ids.set(cluster, id);
    return id;
  }

  textOf(id: number): string {
    return id < FIRST_CLUSTER ? String.fromCodePoint(id) : this.#clusters[id - FIRST_CLUSTER]!;
  }

  /** True for glyphs of several code points, on whose width terminals disagree. */
  isCluster(id: number): boolean {
    return id >= FIRST_CLUSTER;
  }
}
