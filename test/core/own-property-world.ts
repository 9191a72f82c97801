/** For the property test: one own extension over the demo PBX's own logic, a disk, lives that end, faults, and somebody else who changes things too. */

import type { OwnChanges, OwnField, OwnValue, OwnValues } from '../../electron/contract/own-fields.ts';
import { AppError, toFailure } from '../../electron/core/app-error.ts';
import type { JsonFile } from '../../electron/core/lib/json-file.ts';
import { editableFields } from '../../electron/core/extension/own-editable.ts';
import { createOwnExtension, type LiveOwnExtension } from '../../electron/core/extension/own-extension.ts';
import { createOwnPbx } from '../../electron/core/extension/own-pbx.ts';
import { emptyOwnRecord, ownRecordSchema, type OwnRecord } from '../../electron/core/extension/own-record.ts';
import { fieldsOf, valuesOf } from '../../electron/core/extension/own-values.ts';
import { createPbxClient } from '../../electron/core/pbx/pbx-client.ts';
import { readDetail } from '../../electron/core/pbx/wire-detail.ts';
import { extensionDetail } from '../pbx/answers.ts';
import { createApplyLimit } from '../pbx/apply-limit.ts';
import { createDevice } from '../pbx/device.ts';
import { createEndpoints } from '../pbx/endpoints.ts';
import type { ExtensionFields } from '../pbx/extension-fields.ts';
import { makePeople } from '../pbx/people.ts';
import { createWriter, noQuirks, usualQuirks } from '../pbx/quirks.ts';
import { createSecretBook } from '../pbx/secret-book.ts';
import { createSessions } from '../pbx/sessions.ts';
import { createSteeredClock } from '../steered-clock.ts';
import { createForeignLedger } from './foreign-ledger.ts';
import { me } from './own-world.ts';
import { silentLog } from './start-core.ts';

/** What happens to the next save on its way. */
export type SaveFault =
  | 'none'
  | 'first-read-lost'
  | 'update-lost'
  | 'update-answer-lost'
  | 'read-back-lost'
  | 'not-applied'
  | 'refused'
  | 'crash-before-update'
  | 'crash-after-update'
  | 'foreign-after-update';

export interface PropertyWorldOptions {
  readonly quirks: 'none' | 'usual';
  readonly refusesMixed: boolean;
  readonly limited: boolean;
}

const never = <T>() => new Promise<T>(() => undefined);
export async function createPropertyWorld({ quirks, refusesMixed, limited }: PropertyWorldOptions) {
  const clock = createSteeredClock();
  const secrets = createSecretBook();
  const device = createDevice(makePeople(4, 1), secrets);
  const writer = createWriter(quirks === 'none' ? noQuirks : usualQuirks, 1);
  const endpoints = createEndpoints({
    device,
    sessions: createSessions({
      now: () => clock.now(),
      username: '',
      passwordMd5: '',
      tokenLifetimeMs: 1,
      lockoutMs: 1,
      wrongPasswordMemoryMs: 1,
      singleToken: true,
      onToken: () => undefined,
    }),
    writer,
    listAnswer: () => Buffer.of(),
    applyLimit: createApplyLimit(limited ? { updates: 1, withinMs: 20_000 } : null, () => clock.now()),
    secrets,
    refusesMixedUpdate: refusesMixed,
    firmware: '30.15.0.18',
    now: () => clock.now(),
    startedAtMs: 0,
  });
  const othersAtFirst = JSON.stringify(others());
  const ledger = createForeignLedger(truth);
  const { violations, seen } = ledger;
  let disk: OwnRecord = emptyOwnRecord();
  let fault: SaveFault = 'none';
  /** The save under way has sent its update. */
  let written = false;
  let foreignNext: () => void = () => undefined;
  let life = { alive: true };
  let own = await begin();

  function others(): unknown {
    return device.list().filter(({ fields }) => fields.extnumber !== me);
  }

  /** What the device tells, whatever happens on the way. */
  function truth(): OwnValues {
    const extension = device.peek(me);
    const detail = extension && readDetail(extensionDetail(extension, writer));
    if (detail === undefined) throw new Error('the own extension is gone');
    return valuesOf(detail);
  }

  /** One request to the device under the present fault. */
  async function post(mine: { alive: boolean }, path: string, body: Readonly<Record<string, unknown>>) {
    if (!mine.alive) return never<Uint8Array>();
    const lost = () => new AppError('network.interrupted');
    const isUpdate = path === 'extension/update';
    if (path === 'extension/query') {
      if (body['extid'] !== me) violations.push(`asked for ${String(body['extid'])}`);
      if (fault === 'first-read-lost') {
        fault = 'none';
        throw lost();
      }
      if (fault === 'read-back-lost' && written) throw lost();
      if (fault === 'foreign-after-update' && written) {
        fault = 'none';
        foreignNext();
      }
    }
    if (isUpdate && fault === 'crash-before-update') return die(mine);
    if (isUpdate && fault === 'update-lost') {
      fault = 'none';
      throw lost();
    }
    if (isUpdate && fault === 'refused') {
      fault = 'none';
      return encode({ status: 'Failed', errno: '10017' });
    }
    if (isUpdate) ledger.overwrites(body);
    const answer = endpoints
      .get(path)
      ?.answer({ parameters: { ...body }, token: '', remoteAddress: '', applied });
    if (answer === undefined) throw new Error(path);
    if (!isUpdate) return encode(answer);
    // Stored for `apply` (10025) is as good as written.
    const isTaken = 'success' in answer || answer.errno === 10025;
    written ||= isTaken;
    if (isTaken) ledger.taken(body);
    if (fault === 'crash-after-update') return die(mine);
    if (fault === 'update-answer-lost') {
      fault = 'none';
      throw lost();
    }
    return encode(answer);
  }
  function applied(changes: Partial<ExtensionFields>): Partial<ExtensionFields> {
    if (fault !== 'not-applied') return changes;
    fault = 'none';
    return Object.fromEntries(Object.entries(changes).slice(1));
  }

  function die(mine: { alive: boolean }): Promise<Uint8Array> {
    fault = 'none';
    mine.alive = false;
    return never();
  }

  function encode(answer: object): Uint8Array {
    if ('errno' in answer) return Buffer.from(JSON.stringify({ status: 'Failed', errno: answer.errno }));
    const success = 'success' in answer ? answer.success : answer;
    return Buffer.from(JSON.stringify({ status: 'Success', ...(typeof success === 'object' && success) }));
  }

  async function begin(): Promise<LiveOwnExtension> {
    const mine = { alive: true };
    life = mine;
    const client = createPbxClient({
      transport: {
        post: ({ path, body = {} }) => post(mine, path, body),
        counters: { requests: 0, fullHandshakes: 0, resumedHandshakes: 0 },
        close: () => Promise.resolve(),
      },
    });
    const file: JsonFile<OwnRecord> = {
      read: () => Promise.resolve({ value: ownRecordSchema.parse(structuredClone(disk)) }),
      write(value) {
        if (!mine.alive) return never();
        disk = ownRecordSchema.parse(JSON.parse(JSON.stringify(value)));
        return Promise.resolve();
      },
    };
    const opened = await createOwnExtension({
      number: me,
      pbx: createOwnPbx({ call: (work) => work(client, '') }, me),
      clock,
      log: silentLog,
      file,
      editable: () => editableFields(null),
      nameOf: () => '',
      deadEnds: () => [],
      checkUntil: () => undefined,
      onRead: () => undefined,
      onSaved: () => Promise.resolve(),
      changed: () => undefined,
    });
    opened.setLive(true);
    return opened;
  }

  /** Lets the time pass that the work takes; a program that died never ends its work. */
  async function finish(work: () => Promise<void>): Promise<string> {
    let result = '';
    const mine = life;
    void work().then(
      () => (result = 'done'),
      (error: unknown) => (result = toFailure(error).code),
    );
    for (let turn = 0; result === '' && mine.alive; turn += 1) {
      if (turn > 2_000) throw new Error('the work never ends');
      await clock.advance(turn < 5 ? 0 : 1_000);
    }
    if (result !== '') return result;
    await restart('crash');
    return 'died';
  }

  async function restart(how: 'quit' | 'crash'): Promise<void> {
    if (how === 'quit') await own.stop();
    life.alive = false;
    clock.crash();
    own = await begin();
    await clock.advance(1);
  }

  function changeElsewhere(fields: Partial<ExtensionFields>): void {
    const before = truth();
    device.set(me, fields);
    ledger.changedElsewhere(before);
  }

  await clock.advance(1);
  return {
    clock,
    violations,
    truth,
    get own() {
      return own;
    },
    changeElsewhere,
    restart,
    async edit(field: OwnField, value: OwnValue): Promise<void> {
      const stored = own.stored();
      if (stored === null) return;
      const before = own.draft().value;
      own.edit(field, value);
      for (const one of fieldsOf(own.draft().value)) {
        if (before[one] === undefined) seen.set(one, [stored[one]]);
        else if (one === field) seen.set(one, [...(seen.get(one) ?? []), stored[one]]);
      }
      // The disk has a draft a moment after the typing.
      await clock.advance(1_000);
    },
    async save(next: SaveFault, choice: 'mine' | 'theirs' | null, elsewhere: () => void): Promise<string> {
      const save = own.view()?.save;
      const conflicts = save?.kind === 'conflict' && choice !== null ? save.fields : [];
      if (choice === 'mine')
        for (const { field, theirs } of conflicts) seen.set(field, [...(seen.get(field) ?? []), theirs]);
      const choices = conflicts.flatMap(({ field }) => (choice === null ? [] : [{ field, choice }]));
      return under(next, elsewhere, () => own.save({ anyway: true, choices, until: null }));
    },
    async undo(next: SaveFault, elsewhere: () => void): Promise<string> {
      for (const { field, from } of own.view()?.undo?.changes ?? []) seen.set(field, [from]);
      return under(next, elsewhere, () => own.undo());
    },
    async setDoNotDisturb(on: boolean): Promise<string> {
      seen.set('doNotDisturb', [truth().doNotDisturb]);
      return under(
        'none',
        () => undefined,
        () => own.setDoNotDisturb(on),
      );
    },
    read: () => finish(() => own.read()),
    othersUntouched: () => JSON.stringify(others()) === othersAtFirst,
    wishes: (): OwnChanges => own.draft().value,
  };

  async function under(next: SaveFault, elsewhere: () => void, work: () => Promise<void>): Promise<string> {
    fault = next;
    written = false;
    foreignNext = elsewhere;
    const result = await finish(work);
    fault = 'none';
    return result;
  }
}
