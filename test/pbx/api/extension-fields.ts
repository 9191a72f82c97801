/** What the device holds about one extension: canonical values, before any quirk of an answer. */

/** Every field of the extension API document's tables, in the order of its sample; all are text on the device. */
export const fieldNames = [
  'extnumber',
  'username',
  'status',
  'type',
  'port',
  'callerid',
  'registername',
  'registerpassword',
  'maxregistrations',
  'loginpassword',
  'email',
  'mobile',
  'language',
  'hasvoicemail',
  'enablevmtoemail',
  'vmsecret',
  'alwaysforward',
  'atransferto',
  'atransferext',
  'atransferprefix',
  'atransfernum',
  'noanswerforward',
  'ntransferto',
  'ntransferext',
  'ntransferprefix',
  'ntransfernum',
  'busyforward',
  'btransferto',
  'btransferext',
  'btransferprefix',
  'btransfernum',
  'ringsimultaneous',
  'mobileprefix',
  'enablemobile',
  'allowbeingmonitored',
  'monitormode',
  'ringtimeout',
  'maxduration',
  'dnd',
  'callrestriction',
  'agentid',
] as const;

export type FieldName = (typeof fieldNames)[number];

/** `loginpassword` is held as its MD5, everything else in clear. */
export type ExtensionFields = Record<FieldName, string>;

/** An external call that an extension is on, as `extension/query` tells it. */
export interface CallDetail {
  id: number;
  from: string;
  to: string;
  trunk: string;
  status: 'Talking' | 'Progress' | 'Wait';
  /** The other party, under the key that the device happens to use. */
  party: { key: 'ext' | 'outer' | 'callee'; number: string };
}

export interface Extension {
  fields: ExtensionFields;
  inbound: CallDetail[];
  outbound: CallDetail[];
  /** Fields that no document knows, as a newer firmware would send them. */
  extra: Record<string, unknown>;
}

/** What `extensionlist/query` shows: a change of any other field leaves its answer as it is. */
export const listedFields: readonly FieldName[] = ['extnumber', 'status', 'type', 'port', 'username'];

const isFieldName = (name: string): name is FieldName => (fieldNames as readonly string[]).includes(name);

/** The values of a partial record that belong to fields of the device; unknown keys are left out. */
export function knownFields(values: Readonly<Record<string, string>>): Partial<ExtensionFields> {
  const known: Partial<ExtensionFields> = {};
  for (const [name, value] of Object.entries(values)) if (isFieldName(name)) known[name] = value;
  return known;
}

/** An extension as the device creates it: voicemail on no answer and when busy, nothing else switched on. */
export function freshFields(extnumber: string): ExtensionFields {
  return {
    extnumber,
    username: extnumber,
    status: 'Registered',
    type: 'SIP',
    port: '',
    callerid: extnumber,
    registername: extnumber,
    registerpassword: `Fresh${extnumber}`,
    maxregistrations: '1',
    loginpassword: '',
    email: '',
    mobile: '',
    language: 'System Default',
    hasvoicemail: 'on',
    enablevmtoemail: 'off',
    vmsecret: extnumber,
    alwaysforward: 'off',
    atransferto: 'Voicemail',
    atransferext: '',
    atransferprefix: '',
    atransfernum: '',
    noanswerforward: 'on',
    ntransferto: 'Voicemail',
    ntransferext: '',
    ntransferprefix: '',
    ntransfernum: '',
    busyforward: 'on',
    btransferto: 'Voicemail',
    btransferext: '',
    btransferprefix: '',
    btransfernum: '',
    ringsimultaneous: 'off',
    mobileprefix: '',
    enablemobile: 'off',
    allowbeingmonitored: 'off',
    monitormode: 'Disabled',
    ringtimeout: '30',
    maxduration: 'Follow System',
    dnd: 'off',
    callrestriction: 'off',
    agentid: '',
  };
}
