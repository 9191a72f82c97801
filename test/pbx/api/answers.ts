/** Turns what the device holds into the JSON of its answers, quirks and all. */
import type { Device } from '../device.ts';
import type { CallDetail, Extension, ExtensionFields } from './extension-fields.ts';
import type { Writer } from './quirks.ts';

type Json = Record<string, unknown>;

const ruleLetters = { alwaysforward: 'a', noanswerforward: 'n', busyforward: 'b' } as const;

function listEntry({ fields }: Extension, writer: Writer): Json {
  const key = fields.extnumber;
  return {
    extnumber: writer.number(fields.extnumber, `list ${key}`),
    status: writer.status(fields.status, `list ${key}`),
    type: fields.type,
    ...(fields.port === '' ? {} : { port: fields.port }),
    username: fields.username,
  };
}

/**
 * The body of `extensionlist/query`, built once for each change: an answer in which nothing changed is the
 * very same buffer, and one changed status costs one entry.
 */
export function createListAnswer(device: Device, writer: Writer): () => Buffer {
  const start = Buffer.from('{"status":"Success","extlist":[');
  const end = Buffer.from(']}');
  const comma = Buffer.from(',');
  const entries = new Map<string, Buffer>();
  let body: Buffer | null = null;
  device.onListed((number) => {
    body = null;
    if (number === null) entries.clear();
    else entries.delete(number);
  });

  function entryOf(extension: Extension): Buffer {
    const number = extension.fields.extnumber;
    const known = entries.get(number);
    if (known !== undefined) return known;
    const entry = Buffer.from(JSON.stringify(listEntry(extension, writer)), 'utf8');
    entries.set(number, entry);
    return entry;
  }

  function build(): Buffer {
    const parts: Buffer[] = [start];
    for (const extension of device.peekAll()) {
      if (parts.length > 1) parts.push(comma);
      parts.push(entryOf(extension));
    }
    parts.push(end);
    return Buffer.concat(parts);
  }

  return () => (body ??= build());
}

function forwarding(rule: keyof typeof ruleLetters, fields: ExtensionFields, writer: Writer): Json {
  const letter = ruleLetters[rule];
  const key = `${fields.extnumber} ${rule}`;
  const answer: Json = { [rule]: writer.switched(fields[rule], key) };
  const isOff = fields[rule] !== 'on';
  const isLeftOut = writer.choose(writer.quirks.offRules, ['missing', 'kept'], `off ${key}`) === 'missing';
  if (isOff && isLeftOut) return answer;

  const to = fields[`${letter}transferto`];
  const extension = fields[`${letter}transferext`];
  const number = fields[`${letter}transfernum`];
  const short = { Voicemail: 'voicemail', Extension: `ext${extension}` }[to];
  const shortest =
    short ??
    (to === 'Mobile Number' ? `mobile${fields.mobile}` : to === 'Custom Number' ? `number${number}` : to);
  const isShort = writer.choose(writer.quirks.destinations, ['long', 'short'], `to ${key}`) === 'short';
  answer[`${letter}transferto`] = isShort ? shortest : to;
  if (!isShort && to === 'Extension') answer[`${letter}transferext`] = writer.number(extension, `ext ${key}`);
  answer[`${letter}transferprefix`] = fields[`${letter}transferprefix`];
  if (!isShort && to === 'Custom Number') answer[`${letter}transfernum`] = number;
  return answer;
}

function call(detail: CallDetail, direction: 'inbound' | 'outbound', writer: Writer): Json {
  const outboundKey = writer.choose(
    writer.quirks.outboundIdKey,
    ['ouboundid', 'outboundid'],
    `outbound ${String(detail.id)}`,
    0.4,
  );
  return {
    [direction === 'inbound' ? 'inboundid' : outboundKey]: detail.id,
    from: detail.from,
    to: detail.to,
    trunk: detail.trunk,
    status: detail.status,
    [detail.party.key]: [
      detail.party.key === 'outer' ? { number: detail.party.number } : { extid: detail.party.number },
    ],
  };
}

function calls(extension: Extension, direction: 'inbound' | 'outbound', writer: Writer): Json {
  const details = extension[direction].map((detail) => call(detail, direction, writer));
  const first = details[0];
  if (first === undefined) return {};
  const key = `calls ${extension.fields.extnumber} ${direction}`;
  const asArray = writer.choose(writer.quirks.calls, ['object', 'array'], key, 0.5) === 'array';
  return { [direction]: details.length > 1 || asArray ? details : first };
}

/** One entry of `extension/query`, in the order of the document's sample. */
export function extensionDetail(extension: Extension, writer: Writer): Json {
  const { fields } = extension;
  const number = fields.extnumber;
  const monitorOff = writer.choose(writer.quirks.monitorOff, ['Disabled', 'Disable'], `monitor ${number}`);
  const mobileKey = writer.choose(writer.quirks.mobileKey, ['moblie', 'mobile'], `mobile ${number}`, 0.4);
  const on = (name: keyof ExtensionFields): string => writer.switched(fields[name], `${number} ${name}`);
  const counted = (name: keyof ExtensionFields): string | number =>
    writer.number(fields[name], `${number} ${name}`);
  return {
    extnumber: counted('extnumber'),
    username: fields.username,
    status: writer.status(fields.status, `detail ${number}`),
    type: fields.type,
    ...(fields.port === '' ? {} : { port: fields.port }),
    callerid: fields.callerid,
    registername: fields.registername,
    registerpassword: fields.registerpassword,
    maxregistrations: counted('maxregistrations'),
    loginpassword: fields.loginpassword,
    email: fields.email,
    [mobileKey]: fields.mobile,
    language: fields.language,
    hasvoicemail: on('hasvoicemail'),
    enablevmtoemail: on('enablevmtoemail'),
    vmsecret: counted('vmsecret'),
    ...forwarding('alwaysforward', fields, writer),
    ...forwarding('noanswerforward', fields, writer),
    ...forwarding('busyforward', fields, writer),
    ringsimultaneous: on('ringsimultaneous'),
    mobileprefix: fields.mobileprefix,
    enablemobile: on('enablemobile'),
    allowbeingmonitored: on('allowbeingmonitored'),
    monitormode: fields.monitormode === 'Disabled' ? monitorOff : fields.monitormode,
    ringtimeout: counted('ringtimeout'),
    maxduration: counted('maxduration'),
    dnd: on('dnd'),
    callrestriction: on('callrestriction'),
    ...(fields.agentid === '' ? {} : { agentid: fields.agentid }),
    ...calls(extension, 'inbound', writer),
    ...calls(extension, 'outbound', writer),
    ...(writer.quirks.unknownFields ? { presence: 'Available', srtp: 'off', groups: [{ id: 1 }] } : {}),
    ...extension.extra,
  };
}
