/** `extensionlist/query`: any bytes are read or refused; what `JSON.parse` understands is understood alike. */

import { readList } from '../../../../electron/core/pbx/wire/extensions/list.ts';
import { returnOrRefuse } from '../judge-outcome.ts';

const known = /^\d{1,7}$/;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The numbers that a plain reader finds; undefined where the answer isn't a plain list of well-formed entries. */
function plainNumbers(data: Buffer): readonly string[] | undefined {
  let answer: unknown;
  try {
    answer = JSON.parse(data.toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isObject(answer) || answer['status'] !== 'Success' || !Array.isArray(answer['extlist']))
    return undefined;
  const numbers: string[] = [];
  for (const entry of answer['extlist']) {
    if (!isObject(entry)) return undefined;
    const number = entry['extnumber'];
    if (typeof number !== 'string' || !known.test(number) || typeof entry['status'] !== 'string')
      return undefined;
    if (typeof entry['type'] !== 'string' || typeof entry['username'] !== 'string') return undefined;
    numbers.push(number);
  }
  return [...new Set(numbers)].sort();
}

export function fuzz(data: Buffer): void {
  const list = returnOrRefuse(() => readList(data));
  const plain = plainNumbers(data);
  if (plain === undefined) return;
  const read = [...new Set(list?.extensions.map(({ number }) => number))].sort();
  if (read.join() !== plain.join())
    throw new Error(`expected ${plain.join() || 'nobody'}, got ${read.join() || 'nobody'}`);
}
