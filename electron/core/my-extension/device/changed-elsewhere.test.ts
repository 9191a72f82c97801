/** What someone else has changed, and what was my own doing. */

import { describe, expect, test } from 'vitest';
import type { ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { newChange, type Change } from '../journal/change.ts';
import { absorb, elsewhere } from './changed-elsewhere.ts';
import type { SecretsTold } from './device.ts';
import type { Bottom } from '../journal/layers.ts';
import { nothingTold } from '../view.ts';

const told = (about: Partial<ReportedSettings>): ReportedSettings => ({ ...nothingTold, ...about });
const ring = (id: string, before: number | null, after: number, about: Partial<Change> = {}): Change =>
  newChange({
    id,
    at: 0,
    why: 'elsewhere',
    state: 'done',
    settings: { ringTime: { before, after } },
    ...about,
  });

describe('a reading', () => {
  interface World {
    readonly before?: Bottom;
    readonly secretsTold?: SecretsTold;
    readonly secrets?: SecretsTold;
    readonly sentSecrets?: ReadonlyMap<string, SecretsTold>;
    readonly mine?: readonly Change[];
  }
  const read = (now: Partial<ReportedSettings>, about: World = {}) => {
    const { before = {}, secretsTold = {}, secrets = {}, sentSecrets = new Map(), mine = [] } = about;
    return elsewhere(
      { told: told(now), secrets },
      { changes: [], told: before, secretsTold, sentSecrets, nowMs: 77, newId: () => 'new' },
      mine,
    );
  };

  test('that says the same, or says it for the first time, has no news', () => {
    expect(read({ ringTime: 15 })).toEqual({ known: { ringTime: 15 }, foreign: null });
    expect(read({ ringTime: 15 }, { before: { ringTime: 15, name: 'Ina' } })).toEqual({
      known: { ringTime: 15, name: 'Ina' },
      foreign: null,
    });
    expect(read({}, { before: { ringTime: null } }).known).toEqual({});
  });

  test('that says another thing than before tells of someone else', () => {
    const { known, foreign } = read({ ringTime: 30, name: 'Ina' }, { before: { ringTime: 15, name: 'Ina' } });
    expect(known).toEqual({ ringTime: 30, name: 'Ina' });
    expect(foreign).toEqual(
      newChange({
        id: 'new',
        at: 77,
        why: 'elsewhere',
        state: 'done',
        settings: { ringTime: { before: 15, after: 30 } },
      }),
    );
  });

  test('that shows what I have just done has no news', () => {
    const mine = [ring('1', 15, 30, { why: 'me' })];
    expect(read({ ringTime: 30 }, { before: { ringTime: 15 }, mine }).foreign).toBe(null);
    expect(read({ ringTime: 60 }, { before: { ringTime: 15 }, mine }).foreign).not.toBe(null);
    expect(read({ name: 'x' }, { before: { name: 'y' }, mine }).foreign).not.toBe(null);
  });

  test('of another secret tells that, and not what it is', () => {
    const secretsTold = { voicemailPin: '0000' };
    const { foreign } = read({}, { secretsTold, secrets: { voicemailPin: '1234' } });
    expect(foreign).toMatchObject({ settings: {}, secrets: ['voicemailPin'] });
    expect(JSON.stringify(foreign)).not.toMatch(/0000|1234/);
    for (const [before, now] of [
      [secretsTold, secretsTold],
      [{}, secretsTold],
      [secretsTold, {}],
    ])
      expect(read({}, { secretsTold: before ?? {}, secrets: now ?? {} }).foreign).toBe(null);
  });

  test('of a secret that I have sent has no news', () => {
    const mine = [newChange({ id: '1', at: 0, why: 'me', secrets: ['voicemailPin'] })];
    const secretsTold = { voicemailPin: '0000' };
    const secrets = { voicemailPin: '1234' };
    const sent = (value: object) => ({ secretsTold, secrets, mine, sentSecrets: new Map([['1', value]]) });
    expect(read({}, sent({ voicemailPin: '1234' })).foreign).toBe(null);
    expect(read({}, sent({ voicemailPin: '9999' })).foreign).not.toBe(null);
    expect(read({}, sent({ registerPassword: '1234' })).foreign).not.toBe(null);
    expect(read({}, { secretsTold, secrets, mine }).foreign).not.toBe(null);
  });

  test('of another web password tells of someone else while a PIN of mine is on its way', () => {
    const mine = [newChange({ id: '1', at: 0, why: 'me', secrets: ['voicemailPin'] })];
    const { foreign } = read(
      {},
      {
        secretsTold: { loginPassword: 'md5 of one' },
        secrets: { loginPassword: 'md5 of another' },
        mine,
        sentSecrets: new Map([['1', { voicemailPin: '1234' }]]),
      },
    );
    expect(foreign?.secrets).toEqual(['loginPassword']);
  });
});

describe('a change that nobody has answered', () => {
  test('is alone where there was none before', () => {
    const foreign = ring('new', 15, 30);
    expect(absorb(null, [ring('old', 15, 30)], told({}))).toEqual({
      absorbed: [],
      dropped: [],
      change: null,
    });
    expect(absorb(foreign, [], told({ ringTime: 30 }))).toEqual({
      absorbed: [],
      dropped: [],
      change: foreign,
    });
  });

  test('grows with the next, from what the person saw last', () => {
    const found = absorb(ring('new', 30, 60), [ring('old', 15, 30)], told({ ringTime: 60 }));
    expect(found).toEqual({ absorbed: [], dropped: ['old'], change: ring('new', 15, 60) });
  });

  test('keeps what the next is not about', () => {
    const old = ring('old', 15, 30, {
      settings: { ringTime: { before: 15, after: 30 }, name: { before: 'a', after: 'b' } },
    });
    const found = absorb(ring('new', 30, 60), [old], told({ ringTime: 60 }));
    expect(found.dropped).toEqual([]);
    expect(found.absorbed).toEqual([{ ...old, settings: { name: { before: 'a', after: 'b' } } }]);
  });

  test('grows in what nobody has answered, and not in what was answered', () => {
    const both = (id: string, from: number, to: number, about: Partial<Change> = {}): Change =>
      ring(id, from, to, {
        settings: { ringTime: { before: from, after: to }, maxRegistrations: { before: from, after: to } },
        ...about,
      });
    const old = both('old', 1, 2, { answered: ['maxRegistrations'] });
    const found = absorb(both('new', 2, 3), [old], told({ ringTime: 3, maxRegistrations: 3 }));
    expect(found.change?.settings).toEqual({
      ringTime: { before: 1, after: 3 },
      maxRegistrations: { before: 2, after: 3 },
    });
    expect(found.absorbed).toMatchObject([{ settings: { maxRegistrations: { before: 1, after: 2 } } }]);
  });

  test('is over when it comes back by itself', () => {
    expect(absorb(ring('new', 30, 15), [ring('old', 15, 30)], told({ ringTime: 15 }))).toEqual({
      absorbed: [],
      dropped: ['old'],
      change: null,
    });
  });

  test.each<[string, Partial<Change>]>([
    ['is answered', { answered: ['ringTime'] }],
    ['is put back', { undone: ['ringTime'] }],
    ['is mine', { why: 'me' }],
  ])('no longer grows once it %s', (_, about) => {
    const found = absorb(ring('new', 30, 60), [ring('old', 15, 30, about)], told({ ringTime: 60 }));
    expect(found).toEqual({ absorbed: [], dropped: [], change: ring('new', 30, 60) });
  });

  test('grows from my value where my late change had replaced theirs', () => {
    const mine = (about: Partial<Change> = {}) => ring('mine', 15, 60, { why: 'me', ...about });
    const from = (one: Change) =>
      absorb(ring('new', 60, 120), [one, ring('old', 15, 30)], told({ ringTime: 120 })).change?.settings
        .ringTime?.before;
    expect(from(mine())).toBe(60);
    expect(from(mine({ state: 'sent' }))).toBe(15);
    expect(from(mine({ why: 'elsewhere', answered: ['ringTime'] }))).toBe(15);
    expect(from(ring('mine', 15, 90, { why: 'me' }))).toBe(15);
    // Theirs was no other than mine, and was not replaced.
    const same = [ring('mine', 15, 30, { why: 'me' }), ring('old', 15, 30)];
    expect(absorb(ring('new', 30, 60), same, told({ ringTime: 60 })).change?.settings.ringTime?.before).toBe(
      15,
    );
    expect(
      from(
        newChange({
          id: 'mine',
          at: 0,
          why: 'me',
          state: 'done',
          settings: { name: { before: 'a', after: 'b' } },
        }),
      ),
    ).toBe(15);
  });

  test('of a secret is one question too', () => {
    const pin = (id: string) =>
      newChange({ id, at: 0, why: 'elsewhere', state: 'done', secrets: ['voicemailPin'] });
    expect(absorb(pin('new'), [pin('old')], told({}))).toEqual({
      absorbed: [],
      dropped: ['old'],
      change: pin('new'),
    });
  });
});
