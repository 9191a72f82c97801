/** A group's head count in words. */
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { GroupHead } from '../state/groups.svelte.ts';

/** `Support: 3 of 7 free` */
export function groupWords(t: Translate, { name, free, total }: GroupHead): string {
  return total === 0 ? t('group.noMembers', { name }) : t('group.head', { name, free, count: total });
}
