/**
 * What the device answered with 10025: it has stored a change and not applied it. It is asked to apply, with growing pauses and
 * also in the next run of the program, until the change is in force or someone else has changed the same. Where that fails for ten
 * minutes, it's given up, and the change says so.
 */

import type { AnySetting } from '../../../contract/my-extension/setting-facts.ts';
import type { SettingName, ReportedSettings } from '../../../contract/my-extension/settings.ts';
import { isAppError, toFailure } from '../../app-error.ts';
import type { Clock } from '../../ports.ts';
import { entriesIn, everythingIn, type Change } from '../journal/change.ts';
import type { Device, Reading, SecretValues } from '../device/device.ts';
import type { Journal } from '../journal/journal.ts';
import { stillUnknownMs } from '../device/reconcile-reading.ts';
import { createRetry } from './retry.ts';
import { contradicts, holds } from '../device/values.ts';

export interface ApplyLaterPorts {
  readonly device: Pick<Device, 'apply'>;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly readNow: () => Promise<Reading>;
  /** One thing after the other is asked of the device. */
  readonly inTurn: (work: () => Promise<void>) => Promise<void>;
  /** Secrets that were sent with a change in this run. */
  readonly secretsOf: (changeId: string) => SecretValues;
  /** Of these settings those that did not come, with what the device kept. */
  readonly keptOf: (change: Change, settings: readonly AnySetting[], secrets: SecretValues) => Change['kept'];
  readonly conclude: (change: Change) => void;
  /** A try has ended: what is asked next may be something else. */
  readonly arm: () => void;
}

export function createApplyLater(ports: ApplyLaterPorts): { set(isLive: boolean): void } {
  const { device, journal, clock, readNow, inTurn, secretsOf, keptOf, conclude, arm } = ports;

  /** Asks the device to apply what it has stored, unless someone has changed the same since. */
  async function applyNow(): Promise<void> {
    const { told } = await readNow();
    for (const change of journal.state.changes.filter(({ needsApply }) => needsApply)) {
      const overtaken = entriesIn(change.settings).filter(
        ([setting, { before, after }]) =>
          !(setting in change.conflicts) &&
          contradicts(before, told[setting]) &&
          contradicts(after, told[setting]) &&
          !isWanted(setting, told),
      );
      if (overtaken.length === 0) continue;
      const conflicts = Object.fromEntries(overtaken.map(([setting]) => [setting, told[setting]]));
      giveUp({ ...change, conflicts: { ...change.conflicts, ...conflicts } });
    }
    if (!journal.state.changes.some(({ needsApply }) => needsApply)) return;
    await device.apply();
    const applied = journal.state.changes.filter(({ needsApply }) => needsApply);
    journal.note({ changes: applied.map((change) => ({ ...change, ...noLongerWaiting(change) })) });
    await readNow();
  }

  /** The device can only apply all that it has stored: what is not there yet will not come. */
  function giveUp(change: Change): void {
    const left = everythingIn(change).filter((setting) => !(setting in change.conflicts));
    const kept = { ...change.kept, ...keptOf(change, left, secretsOf(change.id)) };
    conclude({ ...change, state: 'done', needsApply: false, kept });
  }

  /** A newer change of mine is there by now: no one else's. */
  function isWanted(setting: SettingName, told: ReportedSettings): boolean {
    return journal.state.changes.some(({ why, settings }) => {
      const entry = settings[setting];
      return why !== 'elsewhere' && entry !== undefined && holds(told[setting], entry.after);
    });
  }

  const retry = createRetry(clock, async () => {
    try {
      await inTurn(applyNow);
    } catch (error) {
      const late = journal.state.changes.filter(
        ({ needsApply, sentAt }) => needsApply && clock.now() - (sentAt ?? 0) > stillUnknownMs,
      );
      const failure = isAppError(error, 'pbx.apply-later') ? toFailure(error) : null;
      if (late.length > 0)
        journal.note({
          changes: late.map((change) => ({
            ...change,
            ...noLongerWaiting(change),
            failure: failure ?? change.failure,
          })),
        });
      throw error;
    } finally {
      arm();
    }
  });

  return {
    set(isLive) {
      retry.set(isLive && journal.state.changes.some(({ needsApply }) => needsApply));
    },
  };
}

/** Applied or given up: from here on it is found out like any other. */
function noLongerWaiting({ state }: Change): Pick<Change, 'needsApply' | 'state'> {
  return { needsApply: false, state: state === 'sent' ? 'unknown' : state };
}
