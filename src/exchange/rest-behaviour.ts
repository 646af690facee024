/** What a route does instead of answering well. */
export type RestBehaviour = {
  /** The reply comes so much later. */
  readonly delayMs?: number;
  /** This status instead of the real one. */
  readonly status?: number;
  /** This text instead of the real reply; HTML unless it looks like JSON. */
  readonly body?: string;
};

/** Behaviours by path: `/book`, or `*` for every path that has none of its own. */
export class RestBehaviours {
  readonly #byPath = new Map<string, RestBehaviour>();

  set(path: string, behaviour: RestBehaviour | undefined): void {
    if (behaviour === undefined) this.#byPath.delete(path);
    else this.#byPath.set(path, behaviour);
  }

  of(path: string): RestBehaviour {
    return this.#byPath.get(path) ?? this.#byPath.get('*') ?? {};
  }
}

export function contentTypeOf(body: string): string {
  return /^[[{]/.test(body) ? 'application/json' : 'text/html; charset=utf-8';
}
