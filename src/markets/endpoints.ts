/** The REST services of the exchange: discovery, order books, trade history. */
export type ApiName = 'gamma' | 'clob' | 'data';

/** Base URL of each service; a path given to the client is appended. */
export type Endpoints = Readonly<Record<ApiName, string>>;

/** Public hosts that need no authentication (https://docs.polymarket.com/quickstart/reference/endpoints). */
export const DEFAULT_ENDPOINTS: Endpoints = {
  gamma: 'https://gamma-api.polymarket.com',
  clob: 'https://clob.polymarket.com',
  data: 'https://data-api.polymarket.com',
};
