/** Notifications about the own extension: changed elsewhere, a question about a change for a while, something forgotten. */

import type { Failure } from '../../contract/failure.ts';
import type { OwnDifference, Reminder } from '../../contract/own-extension.ts';
import type { Translate } from '../../contract/text/translate.ts';
import { createValueWords } from '../../contract/word-own-value.ts';
import type { News } from '../alerts/news.ts';
import { foreignView, type ForeignRecord } from './foreign-change.ts';

export interface OwnNewsPorts {
  readonly tell: (news: News) => void;
  /** The id of a notification, `notice:` before it. */
  readonly withdraw: (id: string) => void;
  readonly translate: () => Translate;
  /** A BCP 47 tag. */
  readonly language: () => string;
  /** Empty for a number that no colleague has. */
  readonly nameOf: (number: string) => string;
}

export interface OwnNews {
  tellForeign(foreign: ForeignRecord): void;
  withdrawForeign(): void;
  tellTimedAsks(id: string): void;
  withdrawTimedAsks(id: string): void;
  tellReminder(reminder: Reminder): void;
  withdrawReminder(): void;
  /** Of a preset that was chosen in the tray. */
  tellPresetDone(name: string): void;
  tellPresetFailed(name: string, failure: Failure): void;
}

/** A notification has little room: the panel has the rest. */
const linesAtMost = 4;

export function createOwnNews({ tell, withdraw, translate, language, nameOf }: OwnNewsPorts): OwnNews {
  const notice = (id: string, news: Pick<Extract<News, { kind: 'notice' }>, 'title' | 'body'>): void =>
    tell({ kind: 'notice', id, show: { view: 'own-settings' }, ...news });
  const end = (id: string): void => withdraw(`notice:${id}`);

  function lines(changes: readonly OwnDifference[]): string {
    const t = translate();
    const shown = changes.length > linesAtMost ? changes.slice(0, linesAtMost - 1) : changes;
    const rest = changes.length - shown.length;
    return [
      ...wordDifferences(shown, t, language(), nameOf),
      ...(rest > 0 ? [t('notification.more', { count: rest })] : []),
    ].join('\n');
  }

  /** As the panel says it, without the PBX's own number. */
  function failureText(code: Failure['code'], detail: Failure['detail']): string {
    const params = Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, String(value)]));
    return translate()(`failure.${code}`, params);
  }

  return {
    tellForeign(foreign) {
      const changes = foreignView(foreign)?.changes ?? [];
      notice('changed-elsewhere', {
        title: { key: 'ownNews.foreign' },
        body: { key: 'ownNews.lines', params: { lines: lines(changes) } },
      });
    },
    withdrawForeign: () => end('changed-elsewhere'),
    tellTimedAsks: (id) =>
      notice(`timed:${id}`, { title: { key: 'ownNews.timedAsks' }, body: { key: 'ownNews.timedAsksWhy' } }),
    withdrawTimedAsks: (id) => end(`timed:${id}`),
    tellReminder: ({ kind, why }) =>
      notice('forgotten', {
        title: { key: `ownNews.forgotten.${kind}` },
        body: { key: `ownNews.because.${why}` },
      }),
    withdrawReminder: () => end('forgotten'),
    tellPresetDone: (name) =>
      notice('preset', { title: { key: 'ownNews.presetDone', params: { name } }, body: null }),
    tellPresetFailed: (name, { code, detail }) =>
      notice('preset', {
        title: { key: 'ownNews.presetFailed', params: { name } },
        body: { key: 'ownNews.lines', params: { lines: failureText(code, detail) } },
      }),
  };
}

/** `Do not disturb: Off → On` */
export function wordDifferences(
  changes: readonly OwnDifference[],
  t: Translate,
  language: string,
  nameOf: (number: string) => string,
): readonly string[] {
  const words = createValueWords(t, language, nameOf);
  return changes.map(({ field, from, to }) =>
    t('ownNews.difference', {
      field: t(`own.field.${field}`),
      from: words.value(field, from),
      to: words.value(field, to),
    }),
  );
}
