/** What became of a save, in one line; the cards above the form have the details. */
import type { OwnExtension } from '../../electron/contract/own-extension.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { TimeWords } from '../../electron/contract/text/time-words.ts';
import { failureLine } from './failure-line.ts';

/** Null: there is nothing to say. `now` in ms since the epoch. */
export function saveWords(t: Translate, times: TimeWords, own: OwnExtension, now: number): string | null {
  const { save, undo } = own;
  switch (save.kind) {
    case 'idle':
      return null;
    case 'saving':
      return t(`own.step.${save.step}`);
    case 'conflict':
      return t('own.conflictLine');
    case 'not-applied':
      return t('own.notAppliedLine');
    case 'failed':
      return t('own.failedLine', { why: failureLine(t, save.failure) });
    case 'unknown':
      return t('own.unknownLine');
    case 'saved': {
      const said = t(save.foundOut ? 'own.foundOutLine' : 'own.savedLine', {
        time: times.moment(save.at, now),
      });
      const lost = undo?.lost.map((field) => t(`own.field.${field}`)).join(', ') ?? '';
      return lost === '' ? said : `${said} ${t('own.undoLost', { fields: lost })}`;
    }
  }
}
