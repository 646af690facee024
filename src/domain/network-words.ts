// What REST and WebSocket say alike about the network between here and the exchange.

/** For a host whose certificate comes from an authority that this machine does not know. */
export const UNTRUSTED_HINT =
  'If your network has a certificate authority of its own, name its PEM file in NODE_EXTRA_CA_CERTS';

/** For whoever expected no proxy, or another one. */
export const PROXY_HINT = 'HTTPS_PROXY names the proxy, NO_PROXY hosts without one';

const UNTRUSTED_CODES: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export function isUntrustedCertificate(code: string | undefined): boolean {
  return code !== undefined && UNTRUSTED_CODES.has(code);
}

/** Why no tunnel came about although the proxy answered. */
export function describeProxyRefusal(host: string, status: number): string {
  switch (status) {
    case 407:
      return `the proxy ${host} asks for another user name or password (HTTP 407)`;
    case 401:
    case 403:
      return `the proxy ${host} does not allow it (HTTP ${status})`;
    case 502:
    case 503:
    case 504:
      return `the proxy ${host} cannot reach it (HTTP ${status})`;
    default:
      return `the proxy ${host} answered with HTTP ${status}`;
  }
}

/** Why the proxy itself could not be reached. */
export function describeProxyFailure(host: string, code: string | undefined): string {
  if (isUntrustedCertificate(code)) {
    return `the certificate of the proxy ${host} is not trusted (see NODE_EXTRA_CA_CERTS)`;
  }

  switch (code) {
    case 'ECONNREFUSED':
      return `the proxy ${host} refused the connection`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the name of the proxy ${host} was not found`;
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `the proxy ${host} did not answer in time`;
    case undefined:
      return `the proxy ${host} did not answer`;
    default:
      return `the proxy ${host} cannot be reached (${code})`;
  }
}
