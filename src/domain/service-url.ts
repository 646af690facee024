import {toPlainText} from './plain-text.js';

const WEB = ['http:', 'https:'] as const;

/** The services of the exchange whose addresses may be given, and the protocols that they speak. */
export const SERVICE_PROTOCOLS = {
  ws: ['ws:', 'wss:'],
  clob: WEB,
  gamma: WEB,
  data: WEB,
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ServiceName = keyof typeof SERVICE_PROTOCOLS;

/** It is shown, and is in the output: what acts on a terminal is no address. */
export function isServiceUrl(service: ServiceName, text: string): boolean {
  const protocols: readonly string[] = SERVICE_PROTOCOLS[service];
  const isPlain = toPlainText(text, text.length) === text;
  return isPlain && URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

/** What such an address has to be, as a part of a sentence. */
export function describeServiceUrl(service: ServiceName): string {
  return `a URL that begins with ${SERVICE_PROTOCOLS[service].join('// or ')}//`;
}
