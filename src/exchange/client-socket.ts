/** What a session needs of its client's connection: a WebSocket of `ws`, or memory in tests. */
export type ClientSocket = {
  readonly send: (text: string) => void;
  readonly close: (code: number) => void;
  readonly terminate: () => void;
  /** Reads nothing more until it is resumed. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly isPaused: boolean;
  /** Not yet taken by the network. */
  readonly bufferedAmount: number;
  /** Runs what sends several frames, so that they leave together. */
  readonly batch: (send: () => void) => void;
};
