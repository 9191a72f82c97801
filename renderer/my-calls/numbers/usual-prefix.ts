/** The outside-line prefix of a new destination: the rule's own, else that of my mobile. */
import type { ForwardRule, Mobile } from '../../../electron/contract/my-extension/settings.ts';

export function usualPrefix(rule: ForwardRule | null, mobile: Mobile | null): string {
  const destination = rule?.destination;
  if (destination?.kind === 'mobile' || destination?.kind === 'number') return destination.prefix;
  return mobile?.prefix ?? '';
}
