import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createCA, createCert, type Certificate} from 'mkcert';

export type PrivateCa = {
  /** PEM file of the authority, for `NODE_EXTRA_CA_CERTS`. */
  readonly path: string;
  /** A certificate for one host name or address, signed by the authority. */
  readonly certify: (host: string) => Promise<Certificate>;
};

/** A certificate authority that nobody knows yet, made anew: no key is kept anywhere. */
export async function makePrivateCa(folder: string): Promise<PrivateCa> {
  const ca = await createCA({
    organization: 'polybook-tui tests',
    countryCode: 'XX',
    state: 'Nowhere',
    locality: 'Loopback',
    validity: 2,
  });
  const path = join(folder, 'ca.pem');
  writeFileSync(path, ca.cert);
  return {path, certify: (host) => createCert({ca, domains: [host], validity: 2})};
}
