/** Writes `extension/update`: only what the update says, in the wire's names, everything as text. */

import type { ExtensionUpdate, MaxDuration } from '../../extension-detail.ts';
import { forwardKinds, writeForwardRule } from './forward.ts';

const onOff = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'on' : 'off';

const digits = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/** A word of newer firmware goes back unchanged. */
const word = (value: string | { readonly other: string } | undefined): string | undefined =>
  typeof value === 'object' ? value.other : value;

const monitorWords = {
  disabled: 'Disabled',
  extensive: 'Extensive',
  listen: 'Listen',
  whisper: 'Whisper',
  'barge-in': 'Barge-in',
} as const satisfies Record<Extract<ExtensionUpdate['monitorMode'], string>, string>;

function maxDuration(value: MaxDuration | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value === 'follow-system') return 'Follow System';
  if (value === 'unlimited') return 'Unlimited';
  return 'seconds' in value ? String(value.seconds) : word(value);
}

/**
 * The body of an update, every parameter of the document's table that the update carries. Expects one that was checked.
 * Holds secrets in clear where the update sets them.
 */
export function writeUpdate(update: ExtensionUpdate): Readonly<Record<string, string>> {
  const rules: Record<string, string> = {};
  for (const kind of forwardKinds) {
    const rule = update.forward?.[kind];
    if (rule !== undefined) Object.assign(rules, writeForwardRule(kind, rule));
  }
  const fields: Record<string, string | undefined> = {
    extid: update.extension,
    extnumber: update.number,
    username: update.name,
    callerid: update.callerId,
    registername: update.registerName,
    registerpassword: update.registerPassword,
    maxregistrations: digits(update.maxRegistrations),
    loginpassword: update.loginPassword,
    email: update.email,
    mobile: update.mobile,
    hasvoicemail: onOff(update.hasVoicemail),
    enablevmtoemail: word(update.voicemailToEmail),
    vmsecret: update.voicemailPin,
    ...rules,
    enablemobile: onOff(update.mobilityEnabled),
    ringsimultaneous: onOff(update.ringSimultaneously),
    mobileprefix: update.mobilePrefix,
    allowbeingmonitored: onOff(update.allowMonitoring),
    monitormode:
      typeof update.monitorMode === 'string' ? monitorWords[update.monitorMode] : word(update.monitorMode),
    ringtimeout: digits(update.ringTimeoutSeconds),
    maxduration: maxDuration(update.maxDuration),
    dnd: onOff(update.doNotDisturb),
    callrestriction: onOff(update.outboundRestricted),
    agentid: update.agentId,
  };
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );
}
