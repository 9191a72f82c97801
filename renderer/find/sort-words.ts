/** The list's orders in words. */
import type { SortOrder } from '../../electron/contract/visible-settings.ts';
import type { TextKey } from '../../electron/contract/text/translate.ts';

export const sortWords: Readonly<Record<SortOrder, TextKey>> = {
  name: 'settings.sortName',
  surname: 'settings.sortSurname',
  number: 'settings.sortNumber',
  'free-first': 'settings.sortFree',
};
