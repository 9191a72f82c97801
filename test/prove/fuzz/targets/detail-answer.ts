/** `extension/query`: any bytes are read or refused, and no refusal repeats a password or a PIN. */

import { readDetails } from '../../../../electron/core/pbx/wire/extensions/detail.ts';
import { returnOrRefuse } from '../judge-outcome.ts';

export function fuzz(data: Buffer): void {
  returnOrRefuse(() => readDetails(data));
}
