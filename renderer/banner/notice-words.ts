/** A notice in words. */
import type { Notice } from '../../electron/contract/snapshot.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';

export function noticeWords(t: Translate, { code, detail }: Notice): string {
  const params: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(detail)) {
    params[key] = typeof value === 'boolean' ? String(value) : value;
  }
  if (code === 'managed-broken' && 'line' in detail) return t('notice.managed-broken-at', params);
  if (code === 'secrets-in-memory' && detail['signsInAgain'] === true)
    return t('notice.secrets-in-memory-managed');
  return t(`notice.${code}`, params);
}
