/** How settings of the own extension look on disk. No secret has a place here. */

import { z } from 'zod';
import { withoutUndefined } from '../pbx/wire-values.ts';

const destination = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('voicemail') }),
  z.strictObject({ kind: z.literal('extension'), extension: z.string() }),
  z.strictObject({ kind: z.literal('mobile'), prefix: z.string() }),
  z.strictObject({ kind: z.literal('number'), number: z.string(), prefix: z.string() }),
  z.strictObject({ kind: z.literal('other'), raw: z.string() }),
]);

const flag = z.boolean();
const text = z.string();
const count = z.number();

const changes = z
  .strictObject({
    doNotDisturb: flag,
    ringTimeoutSeconds: count,
    'forward.always.enabled': flag,
    'forward.always.destination': destination,
    'forward.noAnswer.enabled': flag,
    'forward.noAnswer.destination': destination,
    'forward.busy.enabled': flag,
    'forward.busy.destination': destination,
    hasVoicemail: flag,
    voicemailToEmail: text,
    mobile: text,
    mobilityEnabled: flag,
    ringSimultaneously: flag,
    mobilePrefix: text,
    name: text,
    email: text,
    agentId: text,
    callerId: text,
    registerName: text,
    maxRegistrations: count,
    maxDuration: z.union([text, count]),
    allowMonitoring: flag,
    monitorMode: text,
    outboundRestricted: flag,
  })
  .partial();

/** Some fields with the values to set: `OwnChanges`. */
export const ownChangesSchema = changes.transform((value) => withoutUndefined(value));
