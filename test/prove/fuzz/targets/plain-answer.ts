/** The answers to `login`, `heartbeat`, `apply` and every failure: read or refused, whatever the bytes. */

import { readAnswer } from '../../../../electron/core/pbx/wire/answer-envelope.ts';
import { returnOrRefuse } from '../judge-outcome.ts';

export function fuzz(data: Buffer): void {
  returnOrRefuse(() => readAnswer('login', data));
  returnOrRefuse(() => readAnswer('extension/update', data, 'exact'));
}
