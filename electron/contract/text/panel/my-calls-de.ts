/** German words of the status in the header, of the page "My calls", and of the controls that they are made of. */

import type { Words } from '../translate.ts';
import type { myCallsPageWordsEn } from './my-calls-en.ts';

export const myCallsPageWordsDe: Words<typeof myCallsPageWordsEn> = {
  moment: {
    today: 'Heute',
    tomorrow: 'Morgen',
    day: 'Tag',
    time: 'Uhrzeit',
  },
};
