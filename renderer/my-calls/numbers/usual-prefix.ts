/** The outside line that a new destination begins with: what the rule has already, else what my mobile is dialled with. */
import type { ForwardRule, Mobile } from '../../../electron/contract/my-extension/settings.ts';

export function usualPrefix(rule: ForwardRule | null, mobile: Mobile | null): string {
  const destination = rule?.destination;
  if (destination?.kind === 'mobile' || destination?.kind === 'number') return destination.prefix;
  return mobile?.prefix ?? '';
}
