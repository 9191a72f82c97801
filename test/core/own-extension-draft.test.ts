/** The draft: checked while it is typed, kept, held against what others change meanwhile, and closed to what the administrator sets. */

import { afterEach, describe, expect, it } from 'vitest';
import { ownExtensionFields } from '../../electron/core/settings/managed-schema.ts';
import { atNext, done, me, ownWorld, refused, type Cleanups } from './own-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe('a draft', () => {
  it.each([
    ['mobile', '0171-1234', { field: 'mobile', rule: 'digits' }],
    ['name', 'x'.repeat(32), { field: 'name', rule: 'too-long', limit: 31 }],
    ['email', 'nobody', { field: 'email', rule: 'email' }],
    ['mobilePrefix', '12345678', { field: 'mobilePrefix', rule: 'too-long', limit: 7 }],
  ] as const)(
    'says the rule that %s breaks while it is typed, and saves nothing',
    async (field, value, rule) => {
      const { pbx, running, save, own, calls } = await ownWorld(cleanups);
      pbx.clearLog();
      await running.request('own.edit', { field, value });
      expect(own().draft.problems).toMatchObject([{ field, violation: rule }]);
      expect(JSON.stringify(own().draft.problems)).not.toContain(value);
      expect(await save()).toMatchObject(refused('extension.invalid', rule));
      expect(calls()).toEqual([]);
      // What is wrong with one field is wrong with no other, and ends with it.
      await running.request('own.reset', { fields: [field] });
      expect(own().draft).toEqual({ changes: {}, secrets: [], problems: [] });
    },
  );

  it('knows what only shows between fields', async () => {
    const { edit, own } = await ownWorld(cleanups);
    await edit({ field: 'forward.busy.destination', value: { kind: 'mobile', prefix: '' } });
    expect(own().draft.problems).toEqual([]);
    await edit({ field: 'mobile', value: '' });
    expect(own().draft.problems).toMatchObject([
      { field: 'forward.busy.destination', violation: { rule: 'no-mobile' } },
    ]);
    await edit({ field: 'forward.busy.enabled', value: false });
    await edit({ field: 'forward.busy.destination', value: { kind: 'number', number: 'x', prefix: '' } });
    expect(own().draft.problems).toMatchObject([
      { field: 'forward.busy.destination', violation: { field: 'forward.busy.number', rule: 'digits' } },
    ]);
  });

  it('holds only what differs, can be reset one by one, and outlives the program without its secrets', async () => {
    const world = await ownWorld(cleanups);
    const { running, edit, own } = world;
    await edit({ field: 'name', value: 'Amy Lee' });
    await edit({ field: 'email', value: 'amy@example.org' });
    await edit({ field: 'doNotDisturb', value: true });
    await edit({ field: 'doNotDisturb', value: false });
    await running.request('own.set-secret', { field: 'voicemailPin', value: '55511122233' });
    expect(own().draft).toEqual({
      changes: { name: 'Amy Lee', email: 'amy@example.org' },
      secrets: ['voicemailPin'],
      problems: [],
    });
    await running.request('own.reset', { fields: ['email'] });
    expect(own().draft.changes).toEqual({ name: 'Amy Lee' });

    const next = await world.restart();
    await next.running.until((snapshot) => snapshot.own !== null);
    expect(next.own().draft).toEqual({ changes: { name: 'Amy Lee' }, secrets: [], problems: [] });
    expect(await next.disk()).not.toContain('55511122233');
    expect(await next.save()).toEqual(done);
    expect(next.updates()).toEqual([{ extid: me, username: 'Amy Lee' }]);
  });

  it('is nothing any more once somebody else has set the same', async () => {
    const { pbx, running, edit, own } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    pbx.extensions.set(me, { username: 'Amy Lee' });
    await running.request('own.read', {});
    expect(own().draft.changes).toEqual({});
  });
});

describe('somebody else', () => {
  it('who changed another field keeps it', async () => {
    const { pbx, edit, save, own, updates, held } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    pbx.extensions.set(me, { email: 'admin@example.org', dnd: 'on' });
    expect(await save()).toEqual(done);
    expect(updates()).toEqual([{ extid: me, username: 'Amy Lee' }]);
    expect(held('email', 'dnd')).toEqual({ email: 'admin@example.org', dnd: 'on' });
    expect(own().stored).toMatchObject({ email: 'admin@example.org', doNotDisturb: true });
  });

  it('who changed the same field is asked about: mine and theirs, and nothing is written', async () => {
    const { pbx, edit, save, own, updates, held } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    await edit({ field: 'email', value: 'amy@example.org' });
    pbx.extensions.set(me, { username: 'A. Lee' });
    expect(await save()).toMatchObject(refused('extension.conflict', { count: 1 }));
    expect(updates()).toEqual([]);
    expect(own()).toMatchObject({
      save: { kind: 'conflict', fields: [{ field: 'name', mine: 'Amy Lee', theirs: 'A. Lee' }] },
      draft: { changes: { name: 'Amy Lee', email: 'amy@example.org' } },
    });
    // Asking again without an answer is no answer.
    expect(await save()).toMatchObject(refused('extension.conflict'));
    expect(await save({ choices: [{ field: 'name', choice: 'theirs' }] })).toEqual(done);
    expect(updates()).toEqual([{ extid: me, email: 'amy@example.org' }]);
    expect(held('username')).toEqual({ username: 'A. Lee' });
  });

  it('gives way to "mine", but not with a value that I have not seen', async () => {
    const { pbx, edit, save, own, held } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    pbx.extensions.set(me, { username: 'A. Lee' });
    await save();
    pbx.extensions.set(me, { username: 'A. L.' });
    const mine = { choices: [{ field: 'name', choice: 'mine' }] } as const;
    expect(await save({ choices: [...mine.choices] })).toMatchObject(refused('extension.conflict'));
    expect(own().save).toMatchObject({ fields: [{ theirs: 'A. L.' }] });
    expect(held('username')).toEqual({ username: 'A. L.' });
    expect(await save({ choices: [...mine.choices] })).toEqual(done);
    expect(held('username')).toEqual({ username: 'Amy Lee' });
  });

  it('who was seen by a slow reading before is asked about all the same', async () => {
    const { pbx, running, edit, save, own } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    pbx.extensions.set(me, { username: 'A. Lee' });
    await running.request('own.read', {});
    expect(own().stored.name).toBe('A. Lee');
    expect(await save()).toMatchObject(refused('extension.conflict'));
  });

  it('who changes what I have just saved is not overwritten by undo', async () => {
    const { pbx, running, edit, save, own, held } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    await save();
    pbx.extensions.set(me, { username: 'A. Lee' });
    expect(await running.request('own.undo', {})).toMatchObject(refused('extension.conflict'));
    expect(held('username')).toEqual({ username: 'A. Lee' });
    expect(own()).toMatchObject({
      save: { kind: 'conflict', fields: [{ field: 'name', mine: 'Amy', theirs: 'A. Lee' }] },
      draft: { changes: { name: 'Amy' } },
      undo: null,
    });
    expect(await save({ choices: [{ field: 'name', choice: 'mine' }] })).toEqual(done);
    expect(held('username')).toEqual({ username: 'Amy' });
  });

  it('who changes it between write and read-back is reported, not overwritten', async () => {
    const { pbx, edit, save, own, held } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    atNext(pbx, 'extension/update', () => pbx.extensions.set(me, { username: 'A. Lee' }));
    expect(await save()).toMatchObject(refused('extension.not-applied'));
    expect(own().save).toMatchObject({ fields: [{ field: 'name', wanted: 'Amy Lee', found: 'A. Lee' }] });
    expect(await save()).toMatchObject(refused('extension.conflict'));
    expect(held('username')).toEqual({ username: 'A. Lee' });
  });
});

describe('secrets', () => {
  it('are set anew, shown nowhere, kept nowhere, and undone while this run lasts', async () => {
    const world = await ownWorld(cleanups, { managed: { editable: ownExtensionFields } });
    const { pbx, running, save, own, updates, held } = world;
    const before = held('vmsecret', 'registerpassword');
    const pin = '31415926535';
    const sip = 'Canary-Sip-1';
    await running.request('own.set-secret', { field: 'voicemailPin', value: pin });
    await running.request('own.set-secret', { field: 'registerPassword', value: sip });
    expect(await save()).toEqual(done);
    expect(updates()).toEqual([
      { extid: me, vmsecret: '<vmsecret>', registerpassword: '<registerpassword>' },
    ]);
    expect(held('vmsecret', 'registerpassword')).toEqual({ vmsecret: pin, registerpassword: sip });
    expect(own()).toMatchObject({
      save: { kind: 'saved', fields: ['voicemailPin', 'registerPassword'] },
      draft: { secrets: [] },
      undo: { changes: [], lost: [] },
    });
    expect(await running.request('own.undo', {})).toEqual(done);
    expect(held('vmsecret', 'registerpassword')).toEqual(before);

    const everything =
      JSON.stringify(running.events) + JSON.stringify(running.effects) + (await world.disk());
    const known = [pin, sip, ...pbx.secrets().map(({ value }) => value)].filter((one) => one.length > 4);
    expect(known.filter((one) => everything.includes(one))).toEqual([]);
  });

  it('that break a rule say so without their value; the web password cannot be brought back', async () => {
    const { running, save, own, updates } = await ownWorld(cleanups, {
      managed: { editable: ownExtensionFields },
    });
    await running.request('own.set-secret', { field: 'loginPassword', value: 'a b' });
    const reply = await save();
    expect(reply).toMatchObject(refused('extension.invalid', { field: 'loginPassword', rule: 'too-short' }));
    expect(JSON.stringify([reply, own()])).not.toContain('a b');
    await running.request('own.set-secret', { field: 'loginPassword', value: 'Canary-Web-1' });
    expect(await save()).toEqual(done);
    expect(updates()).toEqual([{ extid: me, loginpassword: '<loginpassword>' }]);
    expect(own().undo).toMatchObject({ changes: [], lost: ['loginPassword'] });
  });

  it('that the device did not take are reported and stay in the draft', async () => {
    const { pbx, running, save, own } = await ownWorld(cleanups);
    pbx.faults.set('not-applied', { times: 1 });
    await running.request('own.set-secret', { field: 'voicemailPin', value: '31415926535' });
    expect(await save()).toMatchObject(refused('extension.not-applied'));
    expect(own()).toMatchObject({
      save: { kind: 'not-applied', fields: [{ field: 'voicemailPin', wanted: null, found: null }] },
      draft: { secrets: ['voicemailPin'] },
    });
    expect(await save()).toEqual(done);
  });
});

describe('what the administrator sets', () => {
  it('is refused in the core, whatever the panel shows', async () => {
    const { pbx, running, edit, own, calls } = await ownWorld(cleanups, {
      managed: { editable: ['name', 'forward'] },
    });
    pbx.clearLog();
    expect(own().editable).toEqual([
      'forward.always.enabled',
      'forward.always.destination',
      'forward.noAnswer.enabled',
      'forward.noAnswer.destination',
      'forward.busy.enabled',
      'forward.busy.destination',
      'name',
    ]);
    expect(await edit({ field: 'email', value: 'x@example.org' })).toMatchObject(
      refused('extension.not-allowed', { field: 'email' }),
    );
    const pin = { field: 'voicemailPin', value: '1234' } as const;
    expect(await running.request('own.set-secret', pin)).toMatchObject(refused('extension.not-allowed'));
    expect(await running.request('own.set-do-not-disturb', { on: true })).toMatchObject(
      refused('extension.not-allowed', { field: 'doNotDisturb' }),
    );
    expect(calls()).toEqual([]);
  });

  it('without a managed file leaves registration, monitoring, cost and passwords to the administrator', async () => {
    const { running, edit } = await ownWorld(cleanups);
    const registration = { field: 'registerName', value: 'amy' } as const;
    expect(await edit(registration)).toMatchObject(refused('extension.not-allowed'));
    const password = { field: 'registerPassword', value: 'Canary-Sip-1' } as const;
    expect(await running.request('own.set-secret', password)).toMatchObject(refused('extension.not-allowed'));
  });

  it('binds a draft from before as well', async () => {
    const world = await ownWorld(cleanups);
    await world.edit({ field: 'name', value: 'Amy Lee' });
    await world.manage({ editable: ['doNotDisturb'] });
    const next = await world.restart();
    await next.running.until(({ own }) => own !== null);
    expect(await next.save()).toMatchObject(refused('extension.not-allowed', { field: 'name' }));
    expect(next.updates()).toEqual([]);
  });
});
