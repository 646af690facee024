// Where the exchange is: the public hosts, or what the user named in their place.

import type {Options} from './cli.js';
import {DEFAULT_ENDPOINTS, type Endpoints} from './markets/endpoints.js';

/** The public market channel (https://docs.polymarket.com/api-reference/wss/market). */
const DEFAULT_WS_URL = 'wss://ws-subscriptions-clob.polymarket.com/ws/market';

export type Addresses = {readonly wsUrl: string; readonly endpoints: Endpoints};

export function addressesOf({ws, clob, gamma, data}: Options['urls']): Addresses {
  return {
    wsUrl: ws ?? DEFAULT_WS_URL,
    endpoints: {
      gamma: gamma ?? DEFAULT_ENDPOINTS.gamma,
      clob: clob ?? DEFAULT_ENDPOINTS.clob,
      data: data ?? DEFAULT_ENDPOINTS.data,
    },
  };
}
