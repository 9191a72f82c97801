/** One safe save: read again, merge, note down, write, read back, compare. Says what came of it; changes nothing here. */

import type { Failure } from '../../contract/failure.ts';
import type { OwnConflict, OwnSave } from '../../contract/own-extension.ts';
import { ownSecretFields } from '../../contract/own-fields.ts';
import type { OwnChanges, OwnValues } from '../../contract/own-fields.ts';
import { toFailure } from '../app-error.ts';
import { checkUpdate } from '../pbx/check-update.ts';
import type { Clock } from '../ports.ts';
import { wait } from '../session/wait.ts';
import { merge, type Draft } from './draft.ts';
import { judge, type OwnReading, type Verdict } from './judge.ts';
import type { OwnPbx } from './own-pbx.ts';
import type { InFlight } from './own-record.ts';
import { isEmpty, updateOf, type SecretChanges } from './own-update.ts';
import { fieldsOf, sameValue, told, withHidden } from './own-values.ts';
import { applyLater, sendUpdate, type DeviceHabits } from './write-own.ts';

export interface SafeSavePorts {
  readonly number: string;
  readonly pbx: OwnPbx;
  readonly clock: Clock;
  /** Aborted when the program ends. */
  readonly signal: AbortSignal;
  readonly habits: DeviceHabits;
  /** A fresh reading; everybody who is interested is told of it. */
  readonly read: () => Promise<OwnReading>;
  /** On disk when it resolves. */
  readonly note: (inFlight: InFlight) => Promise<void>;
  readonly step: (step: Extract<OwnSave, { kind: 'saving' }>['step']) => void;
}

export interface SafeSaveWish {
  readonly draft: Draft;
  readonly secrets: SecretChanges;
  readonly purpose: InFlight['purpose'];
  readonly until: number | null;
}

export type SafeSaveOutcome =
  /** Nothing was written. */
  | { readonly kind: 'conflict'; readonly conflicts: readonly OwnConflict[] }
  /** Nothing was written. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Everything was there already. */
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'judged';
      readonly inFlight: InFlight;
      readonly verdict: Verdict;
      readonly before: OwnReading;
    }
  /** Something was sent, and nobody knows what came of it. */
  | { readonly kind: 'unknown'; readonly inFlight: InFlight; readonly failure: Failure };

/** A device that got a request and whose answer was lost may still be at it. */
const secondLookMs = 3_000;

export async function safeSave(ports: SafeSavePorts, wish: SafeSaveWish): Promise<SafeSaveOutcome> {
  const { number, pbx, clock, signal, habits, read, note, step } = ports;
  const { draft, secrets, purpose, until } = wish;

  let before: OwnReading;
  let changes: OwnChanges;
  let inFlight: InFlight;
  let update: ReturnType<typeof updateOf>;
  try {
    step('reading');
    before = await read();
    const merged = merge(draft, before.values);
    if (merged.conflicts.length > 0) return { kind: 'conflict', conflicts: merged.conflicts };
    ({ changes } = merged);
    if (isEmpty(changes, secrets)) return { kind: 'nothing' };
    update = updateOf(number, changes, secrets);
    checkUpdate(update);
    inFlight = {
      id: `${String(clock.now())}-${fieldsOf(changes).join()}`,
      startedAt: clock.now(),
      before: told(before.values, withHidden(fieldsOf(changes), changes)),
      wanted: changes,
      secrets: ownSecretFields.filter((field) => secrets[field] !== undefined),
      needsApply: false,
      purpose,
      until,
    };
    await note(inFlight);
  } catch (error) {
    return { kind: 'failed', failure: toFailure(error) };
  }

  step('writing');
  const sent = await sendUpdate(pbx, update, habits);
  // Time has passed and nothing was done: from the beginning, for whoever was faster meanwhile.
  if (sent === 'refused-mixed') return safeSave(ports, wish);
  const { taken, needsApply, stopped } = sent;
  if (taken === 0 && stopped?.certain === true) return { kind: 'failed', failure: stopped.failure };
  try {
    if (needsApply) {
      inFlight = { ...inFlight, needsApply };
      await note(inFlight);
      step('waiting-to-apply');
      await applyLater(pbx, clock, signal);
      inFlight = { ...inFlight, needsApply: false };
    }
    step('reading-back');
    let verdict = judge(inFlight, secrets, await read());
    if (stopped?.certain === false && nothingApplied(verdict)) {
      await wait(clock, secondLookMs, signal);
      verdict = judge(inFlight, secrets, await read());
      if (nothingApplied(verdict)) return { kind: 'failed', failure: stopped.failure };
    }
    return { kind: 'judged', inFlight, verdict, before };
  } catch (error) {
    return { kind: 'unknown', inFlight, failure: toFailure(error) };
  }
}

/**
 * For a save whose outcome nobody knows: asks the device. Rejects where it does not answer, or wants to apply later still.
 * What the device has stored and not applied is let lie where somebody has changed the same fields since.
 */
export async function findOut(
  { pbx, read }: Pick<SafeSavePorts, 'pbx' | 'read'>,
  inFlight: InFlight,
  secrets: SecretChanges,
): Promise<Verdict> {
  if (inFlight.needsApply && isUntouched(inFlight, (await read()).values)) await pbx.apply();
  return judge(inFlight, secrets, await read());
}

function isUntouched({ wanted, before }: InFlight, now: OwnValues): boolean {
  return fieldsOf(wanted).every(
    (field) => sameValue(now[field], before[field] ?? null) || sameValue(now[field], wanted[field] ?? null),
  );
}

function nothingApplied({ applied, secrets }: Verdict): boolean {
  return isEmpty(applied) && secrets.length === 0;
}
