/** Forwarding rules on the wire: long and short forms in, the long form with its companion fields out. */

import type { ForwardDestination } from '../../../../contract/my-extension/settings.ts';
import type { ForwardKind, ForwardRule } from '../../extension-detail.ts';
import { withoutUndefined } from '../../../lib/without-undefined.ts';
import { plainWord } from '../values.ts';

export const forwardKinds = ['always', 'noAnswer', 'busy'] as const satisfies readonly ForwardKind[];

/** The wire's names of a rule's parts (extension API document, table of `extension/update`). */
export const forwardFields = {
  always: {
    enabled: 'alwaysforward',
    to: 'atransferto',
    extension: 'atransferext',
    prefix: 'atransferprefix',
    number: 'atransfernum',
  },
  noAnswer: {
    enabled: 'noanswerforward',
    to: 'ntransferto',
    extension: 'ntransferext',
    prefix: 'ntransferprefix',
    number: 'ntransfernum',
  },
  busy: {
    enabled: 'busyforward',
    to: 'btransferto',
    extension: 'btransferext',
    prefix: 'btransferprefix',
    number: 'btransfernum',
  },
} as const satisfies Record<ForwardKind, Record<string, string>>;

/** A rule's values as they came; `undefined` where the answer left them out. */
export interface WireRule {
  readonly enabled: boolean | undefined;
  readonly to: string | undefined;
  readonly extension: string | undefined;
  readonly prefix: string | undefined;
  readonly number: string | undefined;
}

/** The prefix that a short form carries in front of the mobile number, where it has no field of its own. */
function prefixBefore(mobile: string | undefined, dialled: string): string {
  return mobile !== undefined && mobile !== '' && dialled.endsWith(mobile)
    ? dialled.slice(0, dialled.length - mobile.length)
    : '';
}

/**
 * Long forms are `Voicemail`, `Extension`, `Mobile Number`, `Custom Number`; short forms `voicemail`, `ext1000`,
 * `mobile1399999999`, `number95923333`. A destination that lacks its number is kept as the word that came.
 */
function readDestination(to: string, rule: WireRule, mobile: string | undefined): ForwardDestination {
  const form = /^(voicemail|extension|ext|mobilenumber|mobile|customnumber|number)([+*#\d]*)$/.exec(
    plainWord(to),
  );
  const digits = form?.[2] ?? '';
  switch (form?.[1]) {
    case 'voicemail':
      return digits === '' ? { kind: 'voicemail' } : { kind: 'other', raw: to };
    case 'extension':
    case 'ext': {
      const extension = digits === '' ? (rule.extension ?? '') : digits;
      return extension === '' ? { kind: 'other', raw: to } : { kind: 'extension', extension };
    }
    case 'mobilenumber':
    case 'mobile':
      return { kind: 'mobile', prefix: rule.prefix ?? prefixBefore(mobile, digits) };
    case 'customnumber':
    case 'number': {
      const number = digits === '' ? (rule.number ?? '') : digits;
      return number === ''
        ? { kind: 'other', raw: to }
        : { kind: 'number', number, prefix: rule.prefix ?? '' };
    }
    default:
      return { kind: 'other', raw: to };
  }
}

/** @param mobile the extension's mobile number, where the answer has it */
export function readForwardRule(rule: WireRule, mobile: string | undefined): ForwardRule {
  return withoutUndefined({
    enabled: rule.enabled,
    destination: rule.to === undefined ? undefined : readDestination(rule.to, rule, mobile),
  });
}

const onOff = (value: boolean): string => (value ? 'on' : 'off');

function writeDestination(kind: ForwardKind, destination: ForwardDestination): Record<string, string> {
  const fields = forwardFields[kind];
  switch (destination.kind) {
    case 'voicemail':
      return { [fields.to]: 'Voicemail' };
    case 'extension':
      return { [fields.to]: 'Extension', [fields.extension]: destination.extension };
    case 'mobile':
      // An empty prefix is said too: silence would leave an older prefix in force.
      return { [fields.to]: 'Mobile Number', [fields.prefix]: destination.prefix };
    case 'number':
      return {
        [fields.to]: 'Custom Number',
        [fields.prefix]: destination.prefix,
        [fields.number]: destination.number,
      };
    case 'other':
      // Checked before: never written by us.
      return {};
  }
}

/** The fields of a rule that is present in an update. */
export function writeForwardRule(kind: ForwardKind, rule: ForwardRule): Record<string, string> {
  return {
    ...(rule.enabled === undefined ? {} : { [forwardFields[kind].enabled]: onOff(rule.enabled) }),
    ...(rule.destination === undefined ? {} : writeDestination(kind, rule.destination)),
  };
}
