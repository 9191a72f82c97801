/** What makes a forwarding destination complete, by the rows of the one table of limits. */

import { checkField, type LimitViolation } from './extension-limits.ts';

/** Where a forwarding rule sends a call (PBX notes, "Values of extension/update that our document leaves blank"). */
export type ForwardDestination =
  | { readonly kind: 'voicemail' }
  | { readonly kind: 'extension'; readonly extension: string }
  | { readonly kind: 'mobile'; readonly prefix: string }
  | { readonly kind: 'number'; readonly number: string; readonly prefix: string }
  /** A word of newer firmware: shown, kept, never written by us. */
  | { readonly kind: 'other'; readonly raw: string };

/**
 * Checks one destination; `undefined` when it may be sent.
 * @param mobile the extension's mobile number after the update; `undefined` when nobody knows it, and the device is to judge
 */
export function checkDestination(
  rule: 'always' | 'noAnswer' | 'busy',
  destination: ForwardDestination,
  mobile: string | undefined,
): LimitViolation | undefined {
  const field = `forward.${rule}.destination`;
  switch (destination.kind) {
    case 'voicemail':
      return undefined;
    case 'extension':
      return checkField(`forward.${rule}.extension`, destination.extension);
    case 'mobile':
      if (mobile === '') return { field, rule: 'no-mobile', kind: 'mobile' };
      return checkField(`forward.${rule}.prefix`, destination.prefix);
    case 'number':
      return (
        checkField(`forward.${rule}.number`, destination.number) ??
        checkField(`forward.${rule}.prefix`, destination.prefix)
      );
    case 'other':
      return { field, rule: 'not-writable', kind: 'other' };
  }
}
