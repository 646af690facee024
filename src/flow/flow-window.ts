// The rolling window of the flow, in slots of monotonic receive time.

/** Length of a slot. */
export const SLOT_US = 1_000_000;

/** Slots of the window: the one at hand and the nine before it, so that it is 9 to 10 s long. */
export const WINDOW_SLOTS = 10;

export function slotOf(atUs: number): number {
  return Math.floor(atUs / SLOT_US);
}

/** The oldest slot that is in the window. */
export function firstSlotOf(nowSlot: number): number {
  return nowSlot - WINDOW_SLOTS + 1;
}
