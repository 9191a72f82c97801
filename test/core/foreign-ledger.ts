/** For the property test: which values somebody else has set, what the person had seen when they decided, and what was written over. */

import type { OwnField, OwnValue, OwnValues } from '../../electron/contract/own-fields.ts';
import { destinationField, enabledField, sameValue } from '../../electron/core/extension/own-values.ts';
import { forwardKinds } from '../../electron/core/pbx/wire-forward.ts';
import { me } from './own-world.ts';

const ownFieldOf: Readonly<Record<string, OwnField>> = {
  username: 'name',
  email: 'email',
  dnd: 'doNotDisturb',
  ringtimeout: 'ringTimeoutSeconds',
  mobile: 'mobile',
  busyforward: 'forward.busy.enabled',
  btransferto: 'forward.busy.destination',
  noanswerforward: 'forward.noAnswer.enabled',
  ntransferto: 'forward.noAnswer.destination',
};

type Body = Readonly<Record<string, unknown>>;

/** @param truth what the device tells now */
export function createForeignLedger(truth: () => OwnValues) {
  const violations: string[] = [];
  /** Fields whose value was set by somebody else last. */
  const foreign = new Set<OwnField>();
  /** What the person had before their eyes when they decided about a field, from the first edit of its draft on. */
  const seen = new Map<OwnField, readonly (OwnValue | null)[]>();

  const fieldsIn = (body: Body): readonly OwnField[] =>
    Object.keys(body).flatMap((wire) => ownFieldOf[wire] ?? []);

  /** A rule that is off keeps its destination to itself: whoever switched it on has seen that it was off. */
  function sawRuleOff(field: OwnField): boolean {
    const kind = forwardKinds.find((one) => destinationField[one] === field);
    return kind !== undefined && seen.get(enabledField[kind])?.includes(false) === true;
  }

  return {
    violations,
    seen,
    /** An update is about to reach the device. */
    overwrites(body: Body): void {
      if (body['extid'] !== me) violations.push(`wrote ${String(body['extid'])}`);
      for (const field of fieldsIn(body)) {
        const there = truth()[field];
        const known = seen.get(field)?.some((one) => sameValue(there, one)) === true;
        if (foreign.has(field) && !known && !(there === null && sawRuleOff(field)))
          violations.push(`${field}: lost ${JSON.stringify(there)}, which nobody had decided about`);
      }
    },
    /** The device has taken an update of ours. */
    taken(body: Body): void {
      for (const field of fieldsIn(body)) foreign.delete(field);
    },
    changedElsewhere(before: OwnValues): void {
      const after = truth();
      for (const field of Object.values(ownFieldOf))
        if (!sameValue(before[field], after[field])) foreign.add(field);
    },
  };
}
