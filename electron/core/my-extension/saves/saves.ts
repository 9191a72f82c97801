/**
 * Brings changes to the device, one after the other: read again, compare, note down, send, read back. What came of each is in the
 * journal; where nobody knows, the device is asked until it is known, also in the next run of the program. What the device
 * has stored and not applied (10025) is left to `apply-later.ts`.
 */

import type { Failure } from '../../../contract/failure.ts';
import type { AnySetting } from '../../../contract/my-extension/setting-facts.ts';
import type { SettingValue, ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { AppError, toFailure } from '../../app-error.ts';
import { createSerialQueue } from '../../lib/serial-queue.ts';
import type { Clock, Log } from '../../ports.ts';
import { wait } from '../../lib/wait.ts';
import { createApplyLater } from './apply-later.ts';
import { compareWithDevice, isHeld, replacedBy, type UnsentChange } from '../device/compare-with-device.ts';
import { everythingIn, isOut, wantedBy, withoutSettings, type Change } from '../journal/change.ts';
import type { Device, Reading, SecretValues } from '../device/device.ts';
import { consequences, reconcileReading } from '../device/reconcile-reading.ts';
import type { Journal } from '../journal/journal.ts';
import { createRetry } from './retry.ts';
import { noReminderPeriods } from '../reminders/reminders.ts';
import { updateFor, type DeviceUpdate } from '../device/values.ts';

export interface SavesPorts {
  readonly device: Device;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborted when the program ends, or another connection takes over. */
  readonly signal: AbortSignal;
  readonly newId: () => string;
  /** Null: the number is someone else's as it seems; nothing of this reading is used then. */
  readonly accept: (reading: Reading) => Reading | null;
  readonly onRead: (reading: Reading) => void;
  readonly tellForeign: (change: Change) => void;
  readonly changed: () => void;
}

export interface Saves {
  readonly reading: Reading | null;
  readonly isReading: boolean;
  readonly readFailure: Failure | null;
  /** On their way and not in the journal yet, oldest first. */
  readonly waiting: readonly Change[];
  /** In its turn. Rejects where the PBX does not answer. */
  read(): Promise<void>;
  /** In its turn; what came of it. Never rejects. */
  save(unsent: UnsentChange): Promise<Change>;
  /** Secrets before and after each change of this run, mine or someone else's: here and nowhere else. */
  readonly secretsBefore: ReadonlyMap<string, SecretValues>;
  readonly secretsAfter: ReadonlyMap<string, SecretValues>;
  setLive(live: boolean): void;
  stop(): void;
}

/** A device that said yes and shows the old value may need a moment. */
const secondLookMs = 2_000;

export function createSaves(ports: SavesPorts): Saves {
  const { device, journal, clock, log, signal, newId, accept, onRead, tellForeign, changed } = ports;
  const waiting: Change[] = [];
  const sentSecrets = new Map<string, SecretValues>();
  const secretsBefore = new Map<string, SecretValues>();
  const secretsAfter = new Map<string, SecretValues>();
  const inTurn = createSerialQueue();
  let reading: Reading | null = null;
  let isReading = false;
  let readFailure: Failure | null = null;
  let isLive = false;

  /** @throws AppError `extension.not-mine` where the number is someone else's */
  async function readNow(): Promise<Reading> {
    isReading = true;
    changed();
    try {
      const fresh = await device.read();
      const accepted = accept(fresh);
      if (accepted === null) throw new AppError('extension.not-mine');
      const findings = reconcileReading(fresh, {
        changes: journal.state.changes,
        told: journal.state.known?.told ?? {},
        secretsTold: reading?.secrets ?? {},
        sentSecrets,
        nowMs: clock.now(),
        newId,
      });
      if (findings.foreign !== null && findings.foreign.secrets.length > 0) {
        secretsBefore.set(findings.foreign.id, reading?.secrets ?? {});
        secretsAfter.set(findings.foreign.id, fresh.secrets);
      }
      reading = fresh;
      readFailure = null;
      const known = {
        bottom: {},
        reminderPeriods: noReminderPeriods,
        ...journal.state.known,
        told: findings.told,
      };
      const isNew = JSON.stringify(known) !== JSON.stringify(journal.state.known);
      if (isNew || findings.changes.length > 0 || findings.dropped.length > 0)
        journal.note({ changes: findings.changes, dropped: findings.dropped, ...(isNew && { known }) });
      onRead(fresh);
      if (findings.foreign !== null) tellForeign(findings.foreign);
      return fresh;
    } catch (error) {
      readFailure = toFailure(error);
      throw error;
    } finally {
      isReading = false;
      arm();
      changed();
    }
  }

  function current(id: string): Change | undefined {
    return journal.state.changes.find((change) => change.id === id);
  }

  /** Nothing was sent. */
  function refused(change: Change, failure: Failure, settings = everythingIn(change)): Change {
    const told = reading?.told;
    const kept = Object.fromEntries(
      settings
        .filter((setting) => !(setting in change.conflicts))
        .map((setting) => [setting, toldOf(told, setting)]),
    );
    return { ...change, state: 'done', sentAt: null, needsApply: false, failure, kept };
  }

  /** An end that could not be brought about is tried again: only what came of it is remembered. */
  function conclude(change: Change): Change {
    const isInVain = (setting: AnySetting): boolean => setting in change.kept || setting in change.conflicts;
    const done =
      change.why === 'timed-end' ? withoutSettings(change, everythingIn(change).filter(isInVain)) : change;
    if (everythingIn(done).length > 0)
      journal.note({ changes: [done, ...consequences(done, journal.state.changes)] });
    else if (current(change.id) !== undefined) journal.note({ dropped: [change.id] });
    return change;
  }

  async function saveNow(unsent: UnsentChange): Promise<Change> {
    let { change } = unsent;
    let fresh: Reading;
    try {
      fresh = await readNow();
    } catch (error) {
      return conclude(refused(change, toFailure(error)));
    }
    const compared = compareWithDevice(unsent, fresh, journal.state.changes);
    change = compared.change;
    if (compared.send.length === 0 && compared.secrets.length === 0)
      return conclude({ ...change, state: 'done' });
    let update: DeviceUpdate;
    try {
      update = {
        ...updateFor(wantedBy(change.settings, compared.send), fresh.told, compared.forced),
        ...Object.fromEntries(compared.secrets.map((secret) => [secret, unsent.secrets[secret]])),
      };
      change = { ...change, state: 'sent', sentAt: clock.now() };
      const replaced = replacedBy(change, compared.send, journal.state.changes);
      await journal.write({ changes: [change, ...replaced] });
    } catch (error) {
      return conclude(refused(change, toFailure(error)));
    }
    if (change.secrets.length > 0) {
      sentSecrets.set(change.id, unsent.secrets);
      secretsBefore.set(change.id, fresh.secrets);
      secretsAfter.set(change.id, unsent.secrets);
    }
    changed();
    return carryOut(unsent, change, update, [...compared.send, ...compared.secrets]);
  }

  async function carryOut(
    unsent: UnsentChange,
    change: Change,
    update: DeviceUpdate,
    written: readonly AnySetting[],
  ): Promise<Change> {
    const sent = await device.send(update);
    // Time has passed and nothing was done: from the beginning, for someone may have been faster.
    if (sent === 'refused-mixed') return saveNow(unsent);
    const { taken, needsApply, stopped } = sent;
    if (taken === 0 && stopped?.certain === true) return conclude(refused(change, stopped.failure, written));
    const failure = stopped?.failure ?? null;
    if (needsApply || failure !== null) {
      journal.note({ changes: [{ ...change, needsApply, failure }] });
      arm();
    }
    if (needsApply) return current(change.id) ?? change;
    try {
      await readNow();
      if (isSent(change) && stopped === null) {
        await wait(clock, secondLookMs, signal);
        await readNow();
      }
    } catch (error) {
      const now = current(change.id) ?? change;
      return leaveUnknown(now, toFailure(error));
    }
    // The device has said that all is done, or has refused a part for sure: what it shows now is what it holds.
    const now = current(change.id) ?? change;
    if (!isOut(now)) return now;
    if (stopped?.certain === false) return leaveUnknown(now, stopped.failure);
    return conclude({
      ...now,
      state: 'done',
      kept: { ...now.kept, ...keptOf(now, written, unsent.secrets) },
    });
  }

  function isSent({ id }: Change): boolean {
    const now = current(id);
    return now !== undefined && isOut(now);
  }

  /** Of these settings those that did not come, each with what the device kept instead. */
  function keptOf(change: Change, settings: readonly AnySetting[], secrets: SecretValues): Change['kept'] {
    const left = settings.filter((setting) => !isHeld(change, setting, secrets, reading));
    return Object.fromEntries(left.map((setting) => [setting, toldOf(reading?.told, setting)]));
  }

  function leaveUnknown(change: Change, failure: Failure): Change {
    if (!isOut(change)) return change;
    const left: Change = { ...change, state: 'unknown', failure: change.failure ?? failure };
    journal.note({ changes: [left] });
    return left;
  }

  const finding = createRetry(clock, () => inTurn(readNow).then(() => undefined));
  const applyLater = createApplyLater({
    device,
    journal,
    clock,
    readNow,
    inTurn,
    secretsOf: (id) => sentSecrets.get(id) ?? {},
    keptOf,
    conclude,
    arm,
  });

  /** Starts or stops both retries. Other readings don't reset their timers. */
  function arm(): void {
    const { changes } = journal.state;
    finding.set(isLive && changes.some(({ state, needsApply }) => state === 'unknown' && !needsApply));
    applyLater.set(isLive);
  }

  return {
    get reading() {
      return reading;
    },
    get isReading() {
      return isReading;
    },
    get readFailure() {
      return readFailure;
    },
    waiting,
    secretsBefore,
    secretsAfter,
    read: () => inTurn(readNow).then(() => undefined),
    save(unsent) {
      waiting.push(unsent.change);
      return inTurn(async () => {
        try {
          return await saveNow(unsent);
        } catch (error) {
          log.error('my-extension.save-failed', { code: toFailure(error).code });
          return conclude(refused(unsent.change, toFailure(error)));
        } finally {
          waiting.splice(waiting.indexOf(unsent.change), 1);
          arm();
          changed();
        }
      });
    },
    setLive(live) {
      isLive = live;
      arm();
    },
    stop() {
      finding.set(false);
      applyLater.set(false);
    },
  };
}

function toldOf(told: ReportedSettings | undefined, setting: AnySetting): SettingValue | null {
  return told === undefined ? null : (Object.entries(told).find(([name]) => name === setting)?.[1] ?? null);
}
