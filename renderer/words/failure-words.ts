/** A failure in words: the sentence that helps where it is shown, and the facts that support asks for. */
import type { Failure, FailureCode } from '../../electron/contract/failure.ts';
import type { TextKey, Translate } from '../../electron/contract/text/translate.ts';

export interface FailureWords {
  readonly sentence: string;
  /** `errno 20003`; empty when there is nothing to add. */
  readonly facts: string;
}

/** To someone whose connection has worked for months, advice on addresses and ports is wrong. */
const DAILY: Readonly<Partial<Record<FailureCode, TextKey>>> = {
  'network.name-unknown': 'trouble.nameUnknown',
  'network.refused': 'trouble.notAnswering',
  'network.timeout': 'trouble.notAnswering',
  'network.silent': 'trouble.silent',
  'network.interrupted': 'trouble.interrupted',
  'network.redirected': 'trouble.otherNetwork',
  'tls.plain-http': 'trouble.otherNetwork',
  'tls.no-certificate': 'trouble.otherNetwork',
  'tls.handshake': 'trouble.noSecureConnection',
  'pbx.http-status': 'trouble.notAnswering',
  'pbx.too-large': 'trouble.notAnswering',
  'pbx.malformed': 'trouble.notAnswering',
};

export interface FailureWording {
  /** While a connection is being set up, or once it has worked. */
  readonly where?: 'set-up' | 'daily';
  /** Facts in words that people read, in place of those of the failure. */
  readonly named?: Readonly<Record<string, string>>;
}

export function failureWords(
  t: Translate,
  failure: Failure,
  { where = 'daily', named = {} }: FailureWording = {},
): FailureWords {
  const params: Record<string, string | number> = {};
  for (const [key, value] of Object.entries({ ...failure.detail, ...named })) {
    params[key] = typeof value === 'boolean' ? String(value) : value;
  }
  const errno = failure.detail['errno'];
  const daily = where === 'daily' ? DAILY[failure.code] : undefined;
  return {
    sentence: t(daily ?? `failure.${failure.code}`, params),
    facts: errno === undefined ? '' : t('panel.errno', { errno: String(errno) }),
  };
}
