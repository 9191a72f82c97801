/** A watch in words. */
import type { WatchView } from '../../electron/contract/snapshot.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { TimeWords } from '../words/since.ts';

/** `Once: free, on a call · until 18:00` */
export function watchWords(
  t: Translate,
  times: TimeWords,
  { mode, states, expiresAt }: WatchView,
  now: number,
): string {
  const what = t(`watch.${mode}`, {
    who: '',
    states: states.map((state) => t(`watch.state.${state}`)).join(', '),
  });
  const words = what.replace(/^[:\s]+/, '');
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  if (expiresAt === null) return sentence;
  return `${sentence} · ${t('watching.until', { time: times.coming(expiresAt, now) })}`;
}
