import {lookup} from 'node:dns/promises';
import {describeFailure} from '../connection/loss-reason.js';
import {failed, type Finding, notNeeded, passed} from './check.js';
import type {Endpoint} from './routes.js';

/** Addresses that are shown. */
const MAX_SHOWN = 3;

/** The same question to the system that every connection asks. */
export async function checkDns(
  {hostname, isAddress}: Pick<Endpoint, 'hostname' | 'isAddress'>,
  hint: string,
): Promise<Finding> {
  if (isAddress) return notNeeded('it is an address already');
  try {
    const found = await lookup(hostname, {all: true});
    const addresses = found.map(({address}) => address);
    const more = addresses.length - MAX_SHOWN;
    const shown = addresses.slice(0, MAX_SHOWN).join(', ');
    return passed(more > 0 ? `${shown} and ${more} more` : shown, {addresses: addresses.length});
  } catch (error) {
    return failed(describeFailure(error as Error), hint);
  }
}
