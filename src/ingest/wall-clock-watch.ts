/** The clock of this machine may be corrected by less than this without anybody having slept. */
const LEAST_JUMP_MS = 5_000;

/**
 * Notices when the wall clock and the monotonic one part. Monotonic time stands still while a machine
 * sleeps, on Linux as on macOS, so that the wall clock jumps ahead of it.
 */
export class WallClockWatch {
  #differenceMs: number | undefined;

  /** To be called every second or so; returns by how much the wall clock has jumped, or undefined. */
  check(nowUs: number, wallMs: number): number | undefined {
    const differenceMs = wallMs - nowUs / 1000;
    const jumpMs = differenceMs - (this.#differenceMs ?? differenceMs);
    this.#differenceMs = differenceMs;
    return Math.abs(jumpMs) >= LEAST_JUMP_MS ? jumpMs : undefined;
  }
}
