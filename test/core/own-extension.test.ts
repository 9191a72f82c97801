/** My own extension through the whole core against the demo PBX: what is read, what is sent and what is not. */

import { afterEach, describe, expect, it } from 'vitest';
import type { Payload } from '../../electron/contract/requests.ts';
import { ownExtensionFields } from '../../electron/core/settings/managed-schema.ts';
import { done, me, ownWorld, refused, type Cleanups } from './own-world.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const everything = { managed: { editable: ownExtensionFields } };

describe('reading', () => {
  it('asks for my own extension and no other', async () => {
    const { pbx, own } = await ownWorld(cleanups);
    const asked = pbx.log.filter(({ path }) => path === 'extension/query');
    expect(asked.map(({ body }) => body)).toEqual([{ extid: me }]);
    expect(own()).toMatchObject({
      number: me,
      stored: { name: 'Amy', doNotDisturb: false, 'forward.always.enabled': false },
      facts: { type: 'SIP', language: 'System Default' },
      save: { kind: 'idle' },
      draft: { changes: {}, problems: [] },
    });
  });

  it('takes what is missing for not told, neither for off nor for empty', async () => {
    const { own } = await ownWorld(cleanups, { pbx: { quirks: 'none' } });
    expect(own().stored).toMatchObject({
      'forward.always.enabled': false,
      'forward.always.destination': null,
      'forward.busy.destination': { kind: 'voicemail' },
      agentId: null,
    });
  });

  it('tells of the call that I am on', async () => {
    const { own } = await ownWorld(cleanups, {
      before: (pbx) =>
        pbx.extensions.setCalls(me, {
          inbound: [
            {
              id: 7,
              from: '0301234567',
              to: me,
              trunk: 'Sip-trunk',
              status: 'Talking',
              party: { key: 'outer', number: '0301234567' },
            },
          ],
        }),
    });
    expect(own().calls).toEqual([
      {
        id: '7',
        direction: 'inbound',
        with: { number: '0301234567', name: '' },
        trunk: 'Sip-trunk',
        state: 'talking',
      },
    ]);
  });

  it('says why it could not read again, and keeps what it knows', async () => {
    const { pbx, running, own } = await ownWorld(cleanups);
    pbx.faults.set({ kind: 'errno', errno: 10006 }, { path: 'extension/query', times: 1 });
    expect(await running.request('own.read', {})).toMatchObject(refused('extension.unknown'));
    expect(own()).toMatchObject({ readFailure: { code: 'extension.unknown' }, stored: { name: 'Amy' } });
    expect(await running.request('own.read', {})).toEqual(done);
    expect(own().readFailure).toBeNull();
  });
});

/** One edit of each setting, and all that may travel because of it (extension API document, table of `extension/update`). */
const edits: readonly (readonly [Payload<'own.edit'>, Record<string, string>])[] = [
  [{ field: 'doNotDisturb', value: true }, { dnd: 'on' }],
  [{ field: 'ringTimeoutSeconds', value: 120 }, { ringtimeout: '120' }],
  [
    { field: 'forward.noAnswer.destination', value: { kind: 'extension', extension: '1001' } },
    { ntransferto: 'Extension', ntransferext: '1001' },
  ],
  [
    { field: 'forward.noAnswer.destination', value: { kind: 'mobile', prefix: '9' } },
    { ntransferto: 'Mobile Number', ntransferprefix: '9' },
  ],
  [
    { field: 'forward.busy.destination', value: { kind: 'number', number: '0301234', prefix: '' } },
    { btransferto: 'Custom Number', btransferprefix: '', btransfernum: '0301234' },
  ],
  [{ field: 'forward.noAnswer.enabled', value: false }, { noanswerforward: 'off' }],
  [{ field: 'forward.busy.enabled', value: false }, { busyforward: 'off' }],
  [{ field: 'hasVoicemail', value: false }, { hasvoicemail: 'off' }],
  [{ field: 'voicemailToEmail', value: 'on' }, { enablevmtoemail: 'on' }],
  [{ field: 'mobile', value: '0171234' }, { mobile: '0171234' }],
  [{ field: 'mobilityEnabled', value: true }, { enablemobile: 'on' }],
  [{ field: 'ringSimultaneously', value: true }, { ringsimultaneous: 'on' }],
  [{ field: 'mobilePrefix', value: '9' }, { mobileprefix: '9' }],
  [{ field: 'name', value: 'Zoë Quillfeather' }, { username: 'Zoë Quillfeather' }],
  [{ field: 'email', value: 'amy@example.org' }, { email: 'amy@example.org' }],
  [{ field: 'agentId', value: '6932' }, { agentid: '6932' }],
  [{ field: 'callerId', value: '4711' }, { callerid: '4711' }],
  [{ field: 'registerName', value: 'amy1002' }, { registername: 'amy1002' }],
  [{ field: 'maxRegistrations', value: 4 }, { maxregistrations: '4' }],
  [{ field: 'maxDuration', value: 600 }, { maxduration: '600' }],
  [{ field: 'maxDuration', value: 'unlimited' }, { maxduration: 'Unlimited' }],
  [{ field: 'allowMonitoring', value: true }, { allowbeingmonitored: 'on' }],
  [{ field: 'monitorMode', value: 'whisper' }, { monitormode: 'Whisper' }],
  [{ field: 'outboundRestricted', value: true }, { callrestriction: 'on' }],
];

describe('a save', () => {
  it('of each setting by itself sends that one and nothing else, and is held by the device', async () => {
    const { pbx, edit, save, own, updates, held } = await ownWorld(cleanups, {
      ...everything,
      before: (pbx) => pbx.extensions.set(me, { allowbeingmonitored: 'off' }),
    });
    for (const [change, sent] of edits) {
      pbx.clearLog();
      expect(await edit(change)).toEqual(done);
      expect(await save({ anyway: true }), change.field).toEqual(done);
      expect(updates(), change.field).toEqual([{ extid: me, ...sent }]);
      expect(held(...Object.keys(sent)), change.field).toEqual(sent);
      expect(own()).toMatchObject({
        draft: { changes: {} },
        save: { kind: 'saved', fields: [change.field], foundOut: false },
      });
    }
  });

  it('gathers all edits into one update, reads before and after, and can be undone', async () => {
    const { pbx, running, edit, save, own, updates, calls } = await ownWorld(cleanups);
    pbx.clearLog();
    await edit({ field: 'name', value: 'Amy Lee' });
    await edit({ field: 'doNotDisturb', value: true });
    expect(own().draft.changes).toEqual({ name: 'Amy Lee', doNotDisturb: true });
    expect(await save()).toEqual(done);
    expect(updates()).toEqual([{ extid: me, username: 'Amy Lee', dnd: 'on' }]);
    expect(calls()).toEqual(['extension/query', 'extension/update', 'extension/query']);
    expect(own()).toMatchObject({
      stored: { name: 'Amy Lee', doNotDisturb: true },
      undo: { changes: [{ field: 'doNotDisturb', from: true, to: false }, { field: 'name' }], lost: [] },
    });

    pbx.clearLog();
    expect(await running.request('own.undo', {})).toEqual(done);
    expect(updates()).toEqual([{ extid: me, username: 'Amy', dnd: 'off' }]);
    expect(own()).toMatchObject({ stored: { name: 'Amy', doNotDisturb: false }, undo: null });
  });

  it('sends a rule that is switched on with the destination that was chosen, and asks for one first', async () => {
    const { edit, save, own, updates } = await ownWorld(cleanups, { pbx: { quirks: 'none' } });
    await edit({ field: 'forward.always.enabled', value: true });
    // The device may hold an old destination that it does not tell.
    expect(own().draft.problems).toMatchObject([
      { field: 'forward.always.destination', violation: { rule: 'blank' } },
    ]);
    expect(await save()).toMatchObject(
      refused('extension.invalid', { field: 'forward.always.destination', rule: 'blank' }),
    );
    await edit({ field: 'forward.always.destination', value: { kind: 'extension', extension: '1001' } });
    expect(own().draft.problems).toEqual([]);
    expect(await save({ anyway: true })).toEqual(done);
    expect(updates()).toEqual([
      { extid: me, alwaysforward: 'on', atransferto: 'Extension', atransferext: '1001' },
    ]);
  });

  it('leaves a destination that it does not know alone', async () => {
    const { edit, save, own, updates, held } = await ownWorld(cleanups, {
      before: (pbx) => pbx.extensions.set(me, { noanswerforward: 'on', ntransferto: 'Ring Group 7' }),
    });
    expect(own().stored['forward.noAnswer.destination']).toEqual({ kind: 'other', raw: 'Ring Group 7' });
    await edit({ field: 'forward.noAnswer.enabled', value: false });
    expect(await save()).toEqual(done);
    expect(updates()).toEqual([{ extid: me, noanswerforward: 'off' }]);
    expect(held('ntransferto')).toEqual({ ntransferto: 'Ring Group 7' });
  });

  it('of nothing sends nothing', async () => {
    const { pbx, edit, save, own, calls } = await ownWorld(cleanups);
    pbx.clearLog();
    await edit({ field: 'name', value: 'Somebody' });
    await edit({ field: 'name', value: 'Amy' });
    expect(own().draft.changes).toEqual({});
    expect(await save()).toEqual(done);
    expect(calls()).toEqual([]);
  });

  it('that would lose calls is held back until it is wanted all the same', async () => {
    const { pbx, edit, save, own, updates } = await ownWorld(cleanups);
    pbx.clearLog();
    await edit({ field: 'forward.noAnswer.destination', value: { kind: 'extension', extension: '4711' } });
    expect(own().deadEnds).toMatchObject([{ code: 'destination-unknown' }]);
    expect(await save()).toMatchObject(refused('extension.dead-end'));
    expect(updates()).toEqual([]);
    // This one is refused by the device as well, and the draft stands.
    expect(await save({ anyway: true })).toMatchObject(refused('pbx.rejected'));
    expect(own()).toMatchObject({
      save: { kind: 'failed', failure: { code: 'pbx.rejected', detail: { errno: '10017' } } },
      draft: { changes: { 'forward.noAnswer.destination': { kind: 'extension', extension: '4711' } } },
    });
  });
});

describe('the switch', () => {
  it('of the panel saves at once and leaves the draft alone', async () => {
    const { pbx, running, edit, own, updates } = await ownWorld(cleanups);
    await edit({ field: 'name', value: 'Amy Lee' });
    pbx.clearLog();
    expect(await running.request('own.set-do-not-disturb', { on: true })).toEqual(done);
    expect(updates()).toEqual([{ extid: me, dnd: 'on' }]);
    expect(own()).toMatchObject({
      stored: { doNotDisturb: true },
      draft: { changes: { name: 'Amy Lee' } },
      save: { kind: 'idle' },
      undo: null,
    });
  });

  it('of the tray turns what is there', async () => {
    const { pbx, running, updates } = await ownWorld(cleanups);
    pbx.clearLog();
    running.core.signal({ kind: 'menu', id: 'own.do-not-disturb' });
    await running.until((snapshot) => snapshot.own?.stored.doNotDisturb === true);
    running.core.signal({ kind: 'menu', id: 'own.do-not-disturb' });
    await running.until(({ own }) => own?.stored.doNotDisturb === false && own.save.kind === 'idle');
    expect(updates()).toEqual([
      { extid: me, dnd: 'on' },
      { extid: me, dnd: 'off' },
    ]);
  });

  it('asked for what is there already sends nothing', async () => {
    const { pbx, running, updates } = await ownWorld(cleanups);
    pbx.extensions.set(me, { dnd: 'on' });
    pbx.clearLog();
    expect(await running.request('own.set-do-not-disturb', { on: true })).toEqual(done);
    expect(updates()).toEqual([]);
  });
});
