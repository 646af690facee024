import type {AssetId} from '../domain/market.js';

/** What a client asks of the market channel. */
export type ClientCommand = {
  readonly kind: 'subscribe' | 'unsubscribe';
  readonly assetIds: readonly AssetId[];
  readonly wantsBooks: boolean;
  /** Undefined where the message does not say, and the connection keeps what it has. */
  readonly wantsCustomFeatures: boolean | undefined;
};

/** Reads a client's message; undefined for what the channel would not understand. */
export function decodeClientCommand(text: string): ClientCommand | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined; // The real channel does not answer to such text either.
  }

  if (typeof json !== 'object' || json === null) return undefined;
  const message = json as Record<string, unknown>;
  const assetIds = message.assets_ids;
  if (!Array.isArray(assetIds)) return undefined;

  const {operation, type} = message;
  const isFirstForm = typeof type === 'string' && type.toLowerCase() === 'market';
  if (operation !== 'subscribe' && operation !== 'unsubscribe' && !isFirstForm) return undefined;
  const custom = message.custom_feature_enabled;
  return {
    kind: operation === 'unsubscribe' ? 'unsubscribe' : 'subscribe',
    assetIds: assetIds.filter((id) => typeof id === 'string'),
    wantsBooks: message.initial_dump !== false,
    wantsCustomFeatures: typeof custom === 'boolean' ? custom : undefined,
  };
}
