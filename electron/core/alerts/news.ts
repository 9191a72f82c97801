/** What may become a notification, as facts; the words come later, in the person's language. */

import { z } from 'zod';
import type { ShowTarget } from '../../contract/requests.ts';
import type { Message } from '../../contract/text/message.ts';
import { alertSchema } from '../settings/settings-schema.ts';

/** What an alert has found. */
export const alertHitSchema = z.object({
  alert: alertSchema,
  number: z.string(),
  /** May be empty: the number is shown then. */
  name: z.string(),
  state: alertSchema.shape.states.element,
  /** ms since the epoch */
  at: z.number(),
});
export type AlertHit = z.output<typeof alertHitSchema>;

export type AlertNews =
  | { readonly kind: 'hit'; readonly hit: AlertHit }
  /** The state was there when the alert was set: an answer to what someone did just now. */
  | { readonly kind: 'already'; readonly hit: AlertHit }
  /** All that was found after one pause. */
  | { readonly kind: 'after-pause'; readonly hits: readonly AlertHit[] };

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

function personId(number: string): string {
  return `person:${number}`;
}

export function hitsIn(news: News): readonly AlertHit[] {
  if ('hit' in news) return [news.hit];
  return news.kind === 'notice' ? [] : news.hits;
}

/** The latest of each person, oldest first. */
export function latestOfEachPerson(hits: readonly AlertHit[]): readonly AlertHit[] {
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
