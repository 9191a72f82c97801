/** Reads `extension/query`: each entry of its answer into an extension's domain terms. */

import { z } from 'zod';
import type {
  ExtensionDetail,
  ForwardKind,
  MaxDuration,
  MonitorMode,
  VoicemailToEmail,
} from '../../extension-detail.ts';
import { malformed, readAnswer } from '../answer-envelope.ts';
import { readCalls } from '../calls.ts';
import { forwardFields, readForwardRule } from './forward.ts';
import { withoutUndefined } from '../../../lib/without-undefined.ts';
import {
  asEntries,
  plainWord,
  wireCount,
  wireNumber,
  wireShownText,
  wireSwitch,
  wireText,
} from '../values.ts';

const call = 'extension/query';

/** A field whose value can't be understood counts as missing. */
const lenient = <T extends z.ZodType>(schema: T): z.ZodCatch<z.ZodOptional<T>> =>
  schema.optional().catch(undefined);

const text = lenient(wireShownText);
const secret = lenient(wireText);
const number = lenient(wireShownText.transform((value) => value.trim()));
const count = lenient(wireCount);
const switched = lenient(wireSwitch);

const monitorModes: Readonly<Record<string, MonitorMode>> = {
  disabled: 'disabled',
  disable: 'disabled',
  extensive: 'extensive',
  listen: 'listen',
  whisper: 'whisper',
  bargein: 'barge-in',
};

function readMonitorMode(raw: string): MonitorMode {
  const word = plainWord(raw);
  return (Object.hasOwn(monitorModes, word) ? monitorModes[word] : undefined) ?? { other: raw };
}

function readMaxDuration(raw: string): MaxDuration {
  const word = plainWord(raw);
  if (word === 'followsystem') return 'follow-system';
  if (word === 'unlimited') return 'unlimited';
  return /^\d{1,9}$/.test(word) ? { seconds: Number(word) } : { other: raw };
}

/** `custom` is a later firmware's (PBX notes). */
function readVoicemailToEmail(raw: string | boolean): VoicemailToEmail {
  if (typeof raw === 'boolean') return raw ? 'on' : 'off';
  const word = plainWord(raw);
  return word === 'on' || word === 'off' || word === 'custom' ? word : { other: raw };
}

/** The table of `extension/query`, and the companions of forwarding destinations that only the update's table has. */
const detailSchema = z.object({
  extnumber: wireNumber,
  username: text,
  status: text,
  type: text,
  port: text,
  callerid: text,
  registername: text,
  registerpassword: secret,
  maxregistrations: count,
  loginpassword: secret,
  email: text,
  /** The sample's spelling; the table says `mobile`. */
  moblie: number,
  mobile: number,
  language: text,
  hasvoicemail: switched,
  vmsecret: secret,
  enablevmtoemail: lenient(z.union([z.boolean(), wireShownText]).transform(readVoicemailToEmail)),
  alwaysforward: switched,
  atransferto: text,
  atransferext: number,
  atransferprefix: number,
  atransfernum: number,
  noanswerforward: switched,
  ntransferto: text,
  ntransferext: number,
  ntransferprefix: number,
  ntransfernum: number,
  busyforward: switched,
  btransferto: text,
  btransferext: number,
  btransferprefix: number,
  btransfernum: number,
  enablemobile: switched,
  ringsimultaneous: switched,
  mobileprefix: number,
  allowbeingmonitored: switched,
  monitormode: lenient(wireShownText.transform(readMonitorMode)),
  ringtimeout: count,
  maxduration: lenient(wireShownText.transform(readMaxDuration)),
  dnd: switched,
  callrestriction: switched,
  agentid: text,
  inbound: z.unknown().optional(),
  outbound: z.unknown().optional(),
});

type WireDetail = z.output<typeof detailSchema>;

/** The mobile number under either spelling; where an answer has both, the one that says something. */
function readMobile(wire: WireDetail): string | undefined {
  return wire.mobile === undefined || wire.mobile === '' ? (wire.moblie ?? wire.mobile) : wire.mobile;
}

/** `undefined` for an entry without a usable number. */
function readDetail(raw: unknown): ExtensionDetail | undefined {
  const parsed = detailSchema.safeParse(raw);
  if (!parsed.success) return undefined;
  const wire = parsed.data;
  const mobile = readMobile(wire);
  const rule = (kind: ForwardKind): ExtensionDetail['forward'][ForwardKind] => {
    const { enabled, to, extension, prefix, number: digits } = forwardFields[kind];
    return readForwardRule(
      {
        enabled: wire[enabled],
        to: wire[to],
        extension: wire[extension],
        prefix: wire[prefix],
        number: wire[digits],
      },
      mobile,
    );
  };
  return {
    number: wire.extnumber,
    rawStatus: wire.status ?? '',
    type: wire.type ?? '',
    ...withoutUndefined({
      name: wire.username,
      port: wire.port,
      callerId: wire.callerid,
      registerName: wire.registername,
      maxRegistrations: wire.maxregistrations,
      email: wire.email,
      mobile,
      language: wire.language,
      hasVoicemail: wire.hasvoicemail,
      voicemailToEmail: wire.enablevmtoemail,
      mobilityEnabled: wire.enablemobile,
      ringSimultaneously: wire.ringsimultaneous,
      mobilePrefix: wire.mobileprefix,
      allowMonitoring: wire.allowbeingmonitored,
      monitorMode: wire.monitormode,
      ringTimeoutSeconds: wire.ringtimeout,
      maxDuration: wire.maxduration,
      doNotDisturb: wire.dnd,
      outboundRestricted: wire.callrestriction,
      agentId: wire.agentid,
    }),
    forward: { always: rule('always'), noAnswer: rule('noAnswer'), busy: rule('busy') },
    calls: readCalls(wire, wire.extnumber),
    secrets: withoutUndefined({
      registerPassword: wire.registerpassword,
      loginPasswordMd5: wire.loginpassword,
      voicemailPin: wire.vmsecret,
    }),
  };
}

/**
 * @throws AppError `pbx.malformed`, also when an answer has entries and not one of them can be understood; else the
 *   error table's code
 */
export function readDetails(bytes: Uint8Array): ExtensionDetail[] {
  const { extinfos } = readAnswer(call, bytes, 'exact');
  if (typeof extinfos !== 'object' || extinfos === null) throw malformed(call, 'no-extensions');
  const entries = asEntries(extinfos, 'extnumber');
  const details = entries.map((entry) => readDetail(entry)).filter((detail) => detail !== undefined);
  if (entries.length > 0 && details.length === 0) throw malformed(call, 'no-usable-extension');
  return details;
}
