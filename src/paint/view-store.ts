/** What readers of a `ViewStore` may do with it. */
export type ReadableViewStore<T> = {
  readonly get: () => T | undefined;
  /** Calls back after each `set`; returns how to stop that. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** Holds the newest view model. Its functions may be handed on unbound, as React's hooks want. */
export class ViewStore<T> implements ReadableViewStore<T> {
  #newest: T | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(first?: T) {
    this.#newest = first;
  }

  readonly get = (): T | undefined => this.#newest;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  set(value: T): void {
    this.#newest = value;
    for (const listener of this.#listeners) listener();
  }
}
