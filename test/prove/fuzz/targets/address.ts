/** An address as people paste it: understood or refused with the reason, and the same when it is read again. */

import { addressUrl, readAddress } from '../../../../electron/core/trust/read-address.ts';
import { returnOrRefuse } from '../judge-outcome.ts';

export function fuzz(data: Buffer): void {
  const address = returnOrRefuse(() => readAddress(data.toString('utf8')));
  if (address === undefined) return;
  const url = addressUrl(address);
  const again = addressUrl(readAddress(url));
  if (again !== url) throw new Error(`${url} is read as ${again}`);
  new URL(url);
}
