/** German words of the status in the header, of the page "My calls", and of the controls that they are made of. */

import type { Words } from '../translate.ts';
import type { myCallsWordsEn } from './my-calls-en.ts';

export const myCallsWordsDe: Words<typeof myCallsWordsEn> = {
  moment: {
    today: 'Heute',
    tomorrow: 'Morgen',
    day: 'Tag',
    time: 'Uhrzeit',
  },
};
