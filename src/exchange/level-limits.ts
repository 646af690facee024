// How many levels a simulated book has, always: real ones were seen with 35 to 141.

/** Of both sides together. */
export const MIN_LEVELS = 40;
export const MAX_LEVELS = 140;
/** Makers stop pulling a few levels earlier, so that takers find something to take away. */
export const MIN_LEVELS_FOR_PULL = MIN_LEVELS + 4;
export const MIN_SIDE_LEVELS = 5;
