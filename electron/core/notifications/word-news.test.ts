/** How news reads as a notification, and what can be done from there. */

import { describe, expect, it } from 'vitest';
import { createTranslate } from '../../contract/text/translate.ts';
import type { AlertHit, News } from '../alerts/news.ts';
import { wordNews, type Wording } from './word-news.ts';

const at = new Date(2026, 0, 5, 9).getTime();
const wording: Wording = {
  translate: createTranslate('en'),
  locale: 'en-GB',
  groups: [{ id: 'group-1', name: 'Support', numbers: ['1'], managed: false }],
  canCall: true,
  nowMs: at + 30 * 60_000,
};

type About = Partial<Omit<AlertHit, 'alert'>> & { readonly alert?: Partial<AlertHit['alert']> };
function hit({ alert, ...about }: About = {}): AlertHit {
  const number = about.number ?? '1';
  const target = { kind: 'person', number } as const;
  return {
    alert: { id: `person:${number}`, target, mode: 'once', states: ['free'], expiresAt: null, ...alert },
    number,
    name: `Person ${number}`,
    state: 'free',
    at,
    ...about,
  };
}
const many = (count: number): readonly AlertHit[] =>
  Array.from({ length: count }, (_, n) => hit({ number: String(n + 1) }));

const call = { id: 'call', text: 'Call' };
const again = { id: 'again', text: 'Alert me again' };
const stop = { id: 'stop', text: 'Stop alert' };

describe('what an alert has found', () => {
  it('says who, why, and what can be done now', () => {
    expect(wordNews({ kind: 'hit', hit: hit() }, wording)).toEqual({
      id: 'person:1',
      title: 'Person 1 is free',
      body: 'One-time alert',
      actions: [call, again],
    });
  });

  it('of a repeating alert can be stopped', () => {
    expect(wordNews({ kind: 'hit', hit: hit({ alert: { mode: 'always' } }) }, wording)).toMatchObject({
      body: 'Repeating alert',
      actions: [call, stop],
    });
  });

  it.each([
    ['group-1', 'In your group “Support”'],
    ['gone', 'One-time alert'],
  ])('of a group (%s) says which, where it is still there', (groupId, body) => {
    const alert = { id: `group:${groupId}`, target: { kind: 'group', groupId } as const };
    expect(wordNews({ kind: 'hit', hit: hit({ alert }) }, wording).body).toBe(body);
  });

  it.each([
    ['free', true],
    ['back', true],
    ['ringing', false],
    ['on-call', false],
    ['offline', false],
  ] as const)('offers a call where one makes sense: %s', (state, expected) => {
    const calls = (canCall: boolean): boolean =>
      wordNews({ kind: 'hit', hit: hit({ state }) }, { ...wording, canCall }).actions.some(
        ({ id }) => id === 'call',
      );
    expect([calls(true), calls(false)]).toEqual([expected, false]);
  });

  it('names a number where there is no name', () => {
    expect(wordNews({ kind: 'hit', hit: hit({ name: '' }) }, wording).title).toBe('1 is free');
  });
});

it.each([
  ['once', 'You can call now.', again],
  ['always', 'Repeating alert', stop],
] as const)('what is so already (%s)', (mode, body, action) => {
  expect(wordNews({ kind: 'already', hit: hit({ alert: { mode } }) }, wording)).toEqual({
    id: 'person:1',
    title: 'Person 1 is already free',
    body,
    actions: [call, action],
  });
});

it('a notice has its own words, or none below', () => {
  const notice = {
    kind: 'notice',
    id: 'connection',
    title: { key: 'notification.lost' },
    show: { view: 'list' },
  } as const;
  const title = 'No connection to the phone system';
  expect(wordNews({ ...notice, body: null }, wording)).toEqual({
    id: 'notice:connection',
    title,
    body: '',
    actions: [],
  });
  const body = { key: 'notification.inGroup', params: { group: 'Support' } } as const;
  expect(wordNews({ ...notice, body }, wording).body).toBe('In your group “Support”');
});

describe('a summary', () => {
  it.each<[News, string, string]>([
    [{ kind: 'many', hits: many(2) }, 'Updates for 2 colleagues', 'Person 1 is free\nPerson 2 is free'],
    [{ kind: 'after-pause', hits: many(1) }, 'While paused: 1 change', 'Person 1 is free'],
    [{ kind: 'digest', hits: many(1) }, 'While you were away: 1 colleague', 'Person 1: free at 09:00'],
  ])('of kind $kind counts and names', (news, title, body) => {
    expect(wordNews(news, wording)).toEqual({ id: news.kind, title, body, actions: [] });
  });

  it('names four, and of more the first three', () => {
    const body = (count: number) => wordNews({ kind: 'many', hits: many(count) }, wording).body.split('\n');
    expect(body(4)).toEqual([1, 2, 3, 4].map((n) => `Person ${String(n)} is free`));
    expect(body(5)).toEqual([...[1, 2, 3].map((n) => `Person ${String(n)} is free`), 'and 2 more']);
  });
});
