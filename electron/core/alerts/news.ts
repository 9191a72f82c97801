/** What may become a notification, as facts. */

import type { ShowTarget } from '../../contract/requests.ts';
import type { Message } from '../../contract/text/message.ts';
import type { AlertHit, AlertNews } from './alert-news.ts';

export type News =
  | AlertNews
  /** Not about a person: a lost connection, a reminder. Never mixed into a summary. */
  | {
      readonly kind: 'notice';
      readonly id: string;
      readonly title: Message;
      readonly body: Message | null;
      readonly show: ShowTarget;
    }
  /** More than the limits allow one by one. */
  | { readonly kind: 'many'; readonly hits: readonly AlertHit[] }
  /** What came while notifications were held back. */
  | { readonly kind: 'digest'; readonly hits: readonly AlertHit[] };

/** News with the same id replaces what came before it. */
export function newsId(news: News): string {
  if ('hit' in news) return personId(news.hit.number);
  return news.kind === 'notice' ? `notice:${news.id}` : news.kind;
}

export function personId(number: string): string {
  return `person:${number}`;
}

export function hitsIn(news: News): readonly AlertHit[] {
  if ('hit' in news) return [news.hit];
  return news.kind === 'notice' ? [] : news.hits;
}

/** The latest of each person, oldest first. */
export function latestOfEach(hits: readonly AlertHit[]): readonly AlertHit[] {
  const latest = new Map<string, AlertHit>();
  for (const hit of hits) {
    latest.delete(hit.number);
    latest.set(hit.number, hit);
  }
  return [...latest.values()];
}

/** The same news without what one alert has found; null when nothing is left. */
export function withoutAlert(news: News, alertId: string): News | null {
  if (news.kind === 'notice') return news;
  if ('hit' in news) return news.hit.alert.id === alertId ? null : news;
  const hits = news.hits.filter(({ alert }) => alert.id !== alertId);
  return hits.length === 0 ? null : { ...news, hits };
}
