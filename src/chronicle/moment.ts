/** When something happens, on the clock of the session: the machine's, or the exchange's in a replay. */
export type Moment = {
  /** For spans; never goes back. */
  readonly atMs: number;
  /** For people, in Unix ms. */
  readonly wallMs: number;
};
