/** An alert in words. */
import type { AlertView } from '../../electron/contract/snapshot.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { TimeWords } from '../../electron/contract/text/time-words.ts';

/** `Once: free, on a call · until 18:00` */
export function alertWords(
  t: Translate,
  times: TimeWords,
  { mode, states, expiresAt }: AlertView,
  now: number,
): string {
  const what = t(`alert.${mode}`, {
    who: '',
    states: states.map((state) => t(`alert.state.${state}`)).join(', '),
  });
  const words = what.replace(/^[:\s]+/, '');
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  if (expiresAt === null) return sentence;
  return `${sentence} · ${t('alerts.until', { time: times.coming(expiresAt, now) })}`;
}
