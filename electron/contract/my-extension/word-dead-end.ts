/** Puts a dead end into a sentence. */

import type { DeadEnd } from './dead-ends.ts';
import type { Translate } from '../text/translate.ts';

export function wordDeadEnd({ code, detail }: DeadEnd, t: Translate): string {
  const { number = '', name = '' } = detail;
  const who = name === '' ? t('deadEnd.nameless', { number }) : t('deadEnd.who', { name, number });
  return t(`deadEnd.${code}`, { ...detail, who });
}
