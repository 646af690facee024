export type TerminalSize = {
  readonly columns: number;
  readonly rows: number;
};

/** What `process.stdout` offers of its size. */
export type SizedStream = {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  readonly on: (event: 'resize', listener: () => void) => unknown;
  readonly off: (event: 'resize', listener: () => void) => unknown;
};

/** Some pseudo-terminals say 0 x 0, and a pipe says nothing. */
const FALLBACK: TerminalSize = {columns: 80, rows: 24};

export function readSize(stream: Pick<SizedStream, 'columns' | 'rows'>): TerminalSize {
  return {
    columns: positiveOr(stream.columns, FALLBACK.columns),
    rows: positiveOr(stream.rows, FALLBACK.rows),
  };
}

/** Calls back with each new size; returns how to stop that. */
export function watchSize(stream: SizedStream, onSize: (size: TerminalSize) => void): () => void {
  const listener = (): void => {
    onSize(readSize(stream));
  };

  stream.on('resize', listener);
  return () => {
    stream.off('resize', listener);
  };
}

function positiveOr(value: number | undefined, fallback: number): number {
  return value !== undefined && value > 0 ? value : fallback;
}
