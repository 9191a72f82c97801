/** Puts news into a notification's words. */

import type { NotificationModel } from '../../contract/desktop-model.ts';
import type { GroupView } from '../../contract/snapshot.ts';
import type { Message } from '../../contract/text/message.ts';
import { createTimeWords } from '../../contract/text/time-words.ts';
import type { Translate } from '../../contract/text/translate.ts';
import { newsId, type AlertHit, type News } from '../alerts/news.ts';

export interface Wording {
  readonly translate: Translate;
  /** A BCP 47 tag with the system's region, for times of day. */
  readonly locale: string;
  readonly groups: readonly GroupView[];
  /** Whether calls can be made from here. */
  readonly canCall: boolean;
  readonly nowMs: number;
}

/** A notification has little room; the panel shows the rest. */
const namedAtMost = 4;

export function wordNews(news: News, wording: Wording): NotificationModel {
  const t = wording.translate;
  const id = newsId(news);
  const say = ({ key, params }: Message): string => t(key, params);
  switch (news.kind) {
    case 'hit':
      return {
        id,
        title: hitText(news.hit, t),
        body: reasonText(news.hit, wording),
        actions: actionsOf(news.hit, wording),
      };
    case 'already': {
      const { hit } = news;
      const isOnce = hit.alert.mode === 'once';
      const body = t(isOnce ? 'notification.alreadyOnce' : 'notification.always');
      return {
        id,
        title: t(`notification.already.${hit.state}`, nameParam(hit)),
        body,
        actions: actionsOf(hit, wording),
      };
    }
    case 'notice':
      return { id, title: say(news.title), body: news.body === null ? '' : say(news.body), actions: [] };
    case 'many':
    case 'after-pause': {
      const title = t(
        news.kind === 'many' ? 'notification.many' : 'notification.afterPause',
        countParam(news.hits),
      );
      return { id, title, body: listLines(news.hits, (hit) => hitText(hit, t), t), actions: [] };
    }
    case 'digest': {
      const times = createTimeWords(t, wording.locale);
      const past = (hit: AlertHit): string =>
        t(`notification.past.${hit.state}`, { ...nameParam(hit), time: times.moment(hit.at, wording.nowMs) });
      return {
        id,
        title: t('notification.digest', countParam(news.hits)),
        body: listLines(news.hits, past, t),
        actions: [],
      };
    }
  }
}

function nameParam({ name, number }: AlertHit): { readonly name: string } {
  return { name: name || number };
}

function countParam(hits: readonly AlertHit[]): { readonly count: number } {
  return { count: hits.length };
}

function hitText(hit: AlertHit, t: Translate): string {
  return t(`notification.hit.${hit.state}`, nameParam(hit));
}

function reasonText({ alert }: AlertHit, { translate: t, groups }: Wording): string {
  const { target, mode } = alert;
  const group = target.kind === 'group' ? groups.find(({ id }) => id === target.groupId) : undefined;
  if (group !== undefined) return t('notification.inGroup', { group: group.name });
  return t(mode === 'once' ? 'notification.once' : 'notification.always');
}

/** People who waited for someone want to talk to them: calling comes first. */
function actionsOf(
  { alert, state }: AlertHit,
  { translate: t, canCall }: Wording,
): NotificationModel['actions'] {
  const call = canCall && (state === 'free' || state === 'back');
  return [
    ...(call ? [{ id: 'call', text: t('calling.call') }] : []),
    alert.mode === 'once'
      ? { id: 'again', text: t('notification.alertAgain') }
      : { id: 'stop', text: t('notification.stopAlert') },
  ];
}

function listLines(hits: readonly AlertHit[], word: (hit: AlertHit) => string, t: Translate): string {
  const shown = hits.length > namedAtMost ? hits.slice(0, namedAtMost - 1) : hits;
  const rest = hits.length - shown.length;
  return [...shown.map(word), ...(rest > 0 ? [t('notification.more', { count: rest })] : [])].join('\n');
}
