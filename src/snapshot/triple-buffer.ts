// "Newest value, one writer, one reader" in shared memory: three slots and one atomic exchange.
// The writer owns one slot, the reader another, the third waits in `control` with a bit that says
// whether it is newer than what the reader has. Nobody waits, nothing is torn.

const SLOT_MASK = 0b011;
const FRESH_BIT = 0b100;

/** The memory of a triple buffer; both threads build their end on it. */
export type TripleBufferMemory = {
  readonly control: SharedArrayBuffer;
  readonly slots: SharedArrayBuffer;
  readonly slotLength: number;
};

/** `slotLength` in doubles. */
export function allocateTripleBuffer(slotLength: number): TripleBufferMemory {
  const control = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  new Int32Array(control)[0] = 2;
  return {
    control,
    slots: new SharedArrayBuffer(3 * slotLength * Float64Array.BYTES_PER_ELEMENT),
    slotLength,
  };
}

function slotsOf({slots, slotLength}: TripleBufferMemory): Float64Array[] {
  const bytes = slotLength * Float64Array.BYTES_PER_ELEMENT;
  return [0, 1, 2].map((i) => new Float64Array(slots, i * bytes, slotLength));
}

export class TripleBufferWriter {
  readonly #control: Int32Array;
  readonly #slots: readonly Float64Array[];
  #back = 0;

  constructor(memory: TripleBufferMemory) {
    this.#control = new Int32Array(memory.control);
    this.#slots = slotsOf(memory);
  }

  /** Fills the slot that only the writer has, then makes it the newest. */
  publish(fill: (slot: Float64Array, slotNumber: number) => void): void {
    fill(this.#slots[this.#back]!, this.#back);
    // The exchange is the only synchronisation: the plain writes above happen before it.
    this.#back = Atomics.exchange(this.#control, 0, this.#back | FRESH_BIT) & SLOT_MASK;
  }
}

export class TripleBufferReader {
  readonly #control: Int32Array;
  readonly #slots: readonly Float64Array[];
  #front = 1;

  constructor(memory: TripleBufferMemory) {
    this.#control = new Int32Array(memory.control);
    this.#slots = slotsOf(memory);
  }

  /** True if something was published since the last `acquireLatest`. */
  get isFresh(): boolean {
    return (Atomics.load(this.#control, 0) & FRESH_BIT) !== 0;
  }

  /** The newest slot, the reader's until the next call; undefined when nothing was published since. */
  acquireLatest(): Float64Array | undefined {
    if (!this.isFresh) return undefined;
    this.#front = Atomics.exchange(this.#control, 0, this.#front) & SLOT_MASK;
    return this.#slots[this.#front];
  }
}
