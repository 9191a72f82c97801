/** What is wrong with a value, as the rule that it breaks. */
import type { LimitViolation } from '../../electron/contract/extension-limits.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';

export function ruleWords(t: Translate, { rule, limit, field }: LimitViolation): string {
  // A colleague is chosen, not typed: "cannot be empty" would puzzle.
  if (rule === 'blank' && field.endsWith('.extension')) return t('own.rule.nobody');
  return t(`own.rule.${rule}`, { limit: limit ?? '', count: typeof limit === 'number' ? limit : 0 });
}
