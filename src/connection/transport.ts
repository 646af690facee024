// What a feed socket needs of whatever carries its frames: a WebSocket in the program, memory in tests
// that run hours in seconds.

export type LinkHandlers = {
  readonly onOpen: () => void;
  /** One whole text frame. */
  readonly onFrame: (frame: Uint8Array) => void;
  /** Once, and nothing comes after it. `reason`: a sentence without a full stop. */
  readonly onClosed: (reason: string) => void;
};

export type Link = {
  /** Does nothing unless the link is open. */
  readonly send: (text: string) => void;
  /** Says goodbye; it is closed half a second later at the latest. */
  readonly close: () => void;
  /** Cuts it. */
  readonly terminate: () => void;
};

/** Begins to open a link; its handlers are never called before this has returned. */
export type OpenLink = (handlers: LinkHandlers) => Link;
