/** What is told of my extension beside its page: notifications, and lines above the list. */

import type { Failure } from '../../contract/failure.ts';
import type { LiveView } from './live-extension.ts';
import type { Reminder } from '../../contract/my-extension/my-extension.ts';
import { forwardSettings } from '../../contract/my-extension/setting-facts.ts';
import type { ReportedSettings } from '../../contract/my-extension/settings.ts';
import { createValueWords } from '../../contract/my-extension/word-value.ts';
import type { NoticeCode } from '../../contract/snapshot.ts';
import type { Translate } from '../../contract/text/translate.ts';
import type { News } from '../alerts/news.ts';
import type { Notices } from '../snapshot/notices.ts';
import { settingsIn, type Change } from './journal/change.ts';

export interface MyNewsPorts {
  readonly tell: (news: News) => void;
  /** The id of a notification, `notice:` before it. */
  readonly withdraw: (id: string) => void;
  readonly translate: () => Translate;
  /** A BCP 47 tag. */
  readonly language: () => string;
  /** Empty for a number that no colleague has. */
  readonly nameOf: (number: string) => string;
}

export interface MyNews {
  tellForeign(change: Change, told: ReportedSettings | null): void;
  tellEndAsks(changeId: string): void;
  tellReminder(reminder: Reminder | null): void;
  /** Of a choice made in the tray, where there is no place to say so. */
  tellRefused(failure: Failure): void;
  /** What is over is no news any longer. */
  follow(view: LiveView | null): void;
}

export function createMyNews({ tell, withdraw, translate, language, nameOf }: MyNewsPorts): MyNews {
  const shown = new Map<string, string>();
  const notice = (id: string, about: Pick<Extract<News, { kind: 'notice' }>, 'title' | 'body'>): void =>
    tell({ kind: 'notice', id, show: { view: 'my-calls' }, ...about });
  const lines = (text: string) => ({ key: 'myExtension.news.lines', params: { lines: text } }) as const;

  return {
    tellForeign(change, told) {
      const about = forwardingIn(change, told);
      if (about.length === 0) return;
      const t = translate();
      const words = createValueWords(t, language(), nameOf);
      const text = about.map((setting) =>
        t('myExtension.news.difference', {
          setting: t(`myExtension.setting.${setting}`),
          value: words.value(setting, change.settings[setting]?.after ?? null),
        }),
      );
      shown.set(change.id, `notice:foreign:${change.id}`);
      notice(`foreign:${change.id}`, {
        title: { key: 'myExtension.news.foreign' },
        body: lines(text.join('\n')),
      });
    },
    tellEndAsks(changeId) {
      shown.set(changeId, `notice:end:${changeId}`);
      notice(`end:${changeId}`, {
        title: { key: 'myExtension.news.endAsks' },
        body: { key: 'myExtension.news.endAsksWhy' },
      });
    },
    tellReminder(reminder) {
      if (reminder === null) return withdraw('notice:reminder');
      notice('reminder', {
        title: { key: `myExtension.news.reminder.${reminder.kind}` },
        body: { key: `myExtension.news.reminder.${reminder.why}` },
      });
    },
    tellRefused({ code, detail }) {
      const params = Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, String(value)]));
      notice('status', {
        title: { key: 'myExtension.news.refused' },
        body: lines(translate()(`failure.${code}`, params)),
      });
    },
    follow(view) {
      const open = new Set(
        Object.values(view?.rows ?? {}).flatMap((row) =>
          row.kind === 'elsewhere' || row.kind === 'end-asks' ? [row.changeId] : [],
        ),
      );
      for (const [id, notification] of shown) {
        if (view === null || open.has(id)) continue;
        shown.delete(id);
        withdraw(notification);
      }
    },
  };
}

/**
 * Where calls go is what a person must know of at once: it costs money and confidence when someone else has changed it. The rest,
 * do not disturb dialled on one's own phone above all, waits in the panel.
 */
function forwardingIn(change: Change, told: ReportedSettings | null) {
  const leadsToMobile = forwardSettings.some((setting) => {
    const rule = told?.[setting];
    return rule?.on === true && rule.destination?.kind === 'mobile';
  });
  return settingsIn(change.settings).filter(
    (setting) => forwardSettings.some((one) => one === setting) || (setting === 'mobile' && leadsToMobile),
  );
}

/** Lines above the list; the page has the rest. `null`: there is no extension, and nothing to say. */
export function noteMyExtension(notices: Pick<Notices, 'set'>, view: LiveView | null): void {
  const rows = Object.values(view?.rows ?? {});
  const asks = rows.some(({ kind }) => kind === 'end-asks' || kind === 'conflict');
  const stranger = view?.stranger ?? null;
  const holds: readonly (readonly [NoticeCode, boolean])[] = [
    ['timed-asks', asks],
    ['changed-elsewhere', rows.some(({ kind }) => kind === 'elsewhere')],
  ];
  for (const [code, isSo] of holds)
    notices.set(code, isSo ? { code, detail: {}, dismissible: true } : undefined);
  notices.set(
    'extension-stranger',
    stranger === null || view === null
      ? undefined
      : {
          code: 'extension-stranger',
          detail: { number: view.number, name: stranger.name },
          dismissible: false,
        },
  );
}
