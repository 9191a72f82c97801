/** What of my extension is told beside its page, and what takes it back. */

import { describe, expect, test } from 'vitest';
import { createTranslate } from '../../contract/text/translate.ts';
import type { Rows } from '../../contract/my-extension/my-extension.ts';
import type { ForwardRule, ReportedSettings } from '../../contract/my-extension/settings.ts';
import type { Notice } from '../../contract/snapshot.ts';
import type { News } from '../alerts/news.ts';
import { newChange, type Entries } from './journal/change.ts';
import type { LiveView } from './live-extension.ts';
import { createMyNews, noteMyExtension } from './news.ts';
import { nothingTold } from './view.ts';

const theirs = (settings: Entries) =>
  newChange({ id: 'c1', at: 0, why: 'elsewhere', state: 'done', settings });
const toIna: ForwardRule = { on: true, destination: { kind: 'extension', extension: '1003' } };
const toMobile: ForwardRule = { on: true, destination: { kind: 'mobile', prefix: '' } };
const myMobile = { number: '0151', prefix: null, usedAsExtension: null, ringTogether: null };
const told = (about: Partial<ReportedSettings>): ReportedSettings => ({ ...nothingTold, ...about });
const view = (rows: Rows, about: Partial<LiveView> = {}): LiveView =>
  ({ number: '1002', rows, stranger: null, ...about }) as LiveView;
const elsewhere = { kind: 'elsewhere', before: null, now: null, at: 0, changeId: 'c1' } as const;
const endAsks = { kind: 'end-asks', mine: null, theirs: null, changeId: 'c1' } as const;

function start() {
  const events: (News | string)[] = [];
  const news = createMyNews({
    tell: (one) => events.push(one),
    withdraw: (id) => events.push(id),
    translate: () => createTranslate('en'),
    language: () => 'en',
    nameOf: (number) => (number === '1003' ? 'Ina' : ''),
  });
  return { news, events };
}
const notice = { kind: 'notice', show: { view: 'my-calls' } } as const;
const lines = (text: string) => ({ key: 'myExtension.news.lines', params: { lines: text } });

describe('what someone else has changed', () => {
  test('is told where it is about forwarding, in words, line by line', () => {
    const { news, events } = start();
    const settings = {
      forwardAll: { before: null, after: toIna },
      forwardBusy: { before: toIna, after: { on: false, destination: null } },
      doNotDisturb: { before: false, after: true },
    };
    news.tellForeign(theirs(settings), null);
    expect(events).toMatchObject([
      { ...notice, id: 'foreign:c1', title: { key: 'myExtension.news.foreign' } },
    ]);
    const [told] = events;
    const body =
      typeof told === 'object' && told.kind === 'notice' ? String(told.body?.params?.['lines']) : '';
    expect(body).toBe('All calls: Ina (1003)\nIf I’m on a call: Don’t forward');
  });

  test('is not told where it is anything else', () => {
    const { news, events } = start();
    news.tellForeign(
      theirs({ doNotDisturb: { before: false, after: true }, mobile: { before: null, after: myMobile } }),
      null,
    );
    news.tellForeign(theirs({ mobile: { before: null, after: myMobile } }), told({ forwardAll: toIna }));
    const off = { ...toMobile, on: false };
    news.tellForeign(theirs({ mobile: { before: null, after: myMobile } }), told({ forwardAll: off }));
    news.tellForeign(
      theirs({ mobile: { before: null, after: myMobile } }),
      told({ forwardAll: { on: true, destination: null } }),
    );
    expect(events).toEqual([]);
  });

  test('is told of a mobile that calls are forwarded to', () => {
    const { news, events } = start();
    news.tellForeign(theirs({ mobile: { before: null, after: myMobile } }), told({ forwardBusy: toMobile }));
    expect(events).toHaveLength(1);
  });
});

test('an end that asks is told', () => {
  const { news, events } = start();
  news.tellEndAsks('c1');
  expect(events).toEqual([
    {
      ...notice,
      id: 'end:c1',
      title: { key: 'myExtension.news.endAsks' },
      body: { key: 'myExtension.news.endAsksWhy' },
    },
  ]);
});

test('a reminder is told, and taken back', () => {
  const { news, events } = start();
  news.tellReminder({ kind: 'forwarding', why: 'on-calls', since: 0 });
  news.tellReminder(null);
  expect(events).toEqual([
    {
      ...notice,
      id: 'reminder',
      title: { key: 'myExtension.news.reminder.forwarding' },
      body: { key: 'myExtension.news.reminder.on-calls' },
    },
    'notice:reminder',
  ]);
});

test('a choice in the tray that was refused is told with the reason', () => {
  const { news, events } = start();
  news.tellRefused({ code: 'network.refused', detail: { host: 'pbx', port: 8088 } });
  const text = createTranslate('en')('failure.network.refused', { host: 'pbx', port: '8088' });
  expect(text).toContain('8088');
  expect(events).toEqual([
    { ...notice, id: 'status', title: { key: 'myExtension.news.refused' }, body: lines(text) },
  ]);
});

describe('what is over is taken back', () => {
  test.each<[string, Rows]>([
    ['by other rows', { ringTime: { ...elsewhere, changeId: 'c2' } }],
    ['by a row that asks no more', { ringTime: { kind: 'saved', at: 0, changeId: 'c1' } }],
    ['by no row', {}],
  ])('once: %s', (_, rows) => {
    const { news, events } = start();
    news.tellForeign(theirs({ forwardAll: { before: null, after: toIna } }), null);
    events.length = 0;
    news.follow(view({ forwardAll: elsewhere }));
    news.follow(null);
    expect(events).toEqual([]);
    news.follow(view(rows));
    news.follow(view(rows));
    expect(events).toEqual(['notice:foreign:c1']);
  });

  test('and not while it still asks', () => {
    const { news, events } = start();
    news.tellEndAsks('c1');
    news.follow(view({ ringTime: endAsks }));
    expect(events).toHaveLength(1);
    news.follow(view({}));
    expect(events[1]).toBe('notice:end:c1');
  });
});

describe('lines above the list', () => {
  function noted(shown: LiveView | null) {
    const set: Record<string, Omit<Notice, 'id'> | undefined> = {};
    noteMyExtension({ set: (key, one) => void (set[key] = one) }, shown);
    return set;
  }
  const line = (code: string) => ({ code, detail: {}, dismissible: true });
  const none = { 'timed-asks': undefined, 'changed-elsewhere': undefined, 'extension-stranger': undefined };
  const conflict = { kind: 'conflict', mine: null, theirs: null, changeId: 'c1' } as const;

  test.each<[string, LiveView | null, object]>([
    ['nothing without an extension', null, {}],
    ['nothing where nothing asks', view({ ringTime: { kind: 'saved', at: 0, changeId: 'c1' } }), {}],
    [
      'an end that asks',
      view({ ringTime: endAsks, name: { kind: 'saved', at: 0, changeId: 'c' } }),
      { 'timed-asks': line('timed-asks') },
    ],
    ['a conflict', view({ ringTime: conflict }), { 'timed-asks': line('timed-asks') }],
    [
      'a change made elsewhere',
      view({ ringTime: elsewhere }),
      { 'changed-elsewhere': line('changed-elsewhere') },
    ],
    [
      'a number that is someone else’s',
      view({}, { stranger: { name: 'Max', nameBefore: 'Ina' } }),
      {
        'extension-stranger': {
          code: 'extension-stranger',
          detail: { number: '1002', name: 'Max' },
          dismissible: false,
        },
      },
    ],
  ])('tell of %s', (_, shown, expected) => {
    expect(noted(shown)).toEqual({ ...none, ...expected });
  });
});
