/** An alert in words. */
import type { AlertView } from '../../electron/contract/snapshot.ts';
import type { TimeWords } from '../../electron/contract/text/time-words.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';

/** `Once, when free`, `Every time: free, offline · until 18:00` */
export function alertWords(
  t: Translate,
  times: TimeWords,
  { mode, states, expiresAt }: AlertView,
  now: number,
): string {
  const words = t(mode === 'once' ? 'alerts.onceWhen' : 'alerts.alwaysWhen', {
    states: states.map((state) => t(`alert.state.${state}`)).join(', '),
  });
  if (expiresAt === null) return words;
  return `${words} · ${t('alerts.until', { time: times.coming(expiresAt, now) })}`;
}
