/** A REST request, as far as the simulated exchange looks at it. */
export type RestRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
};

export type RestReply = {
  readonly status: number;
  readonly json: unknown;
};

export function ok(json: unknown): RestReply {
  return {status: 200, json};
}

export function failed(status: number, error: string): RestReply {
  return {status, json: {error}};
}

/** A whole number of the query within bounds: out of them it is clamped without a word. */
export function integerOf(
  query: URLSearchParams,
  name: string,
  fallback: number,
  max: number,
): number {
  const value = Number.parseInt(query.get(name) ?? '', 10);
  return Number.isNaN(value) ? fallback : Math.min(max, Math.max(0, value));
}
