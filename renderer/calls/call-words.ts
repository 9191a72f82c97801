/** What my calls are doing, in words: one line, and one below it where there is more to say. */
import type { Calling, OutsideCall } from '../../electron/contract/calls.ts';
import type { FailureCode } from '../../electron/contract/failure.ts';
import type { TextKey, Translate } from '../../electron/contract/text/translate.ts';
import { failureWords } from '../words/failure-words.ts';

export interface CallWords {
  readonly title: string;
  readonly more: string;
}

/** Null while there is nothing to tell. */
export function callWords(calling: Calling, t: Translate): CallWords | null {
  const staged = stageWords(calling, t);
  const [first, ...rest] = calling.others;
  if (staged === null && first === undefined) return null;
  const title = staged?.title ?? (first === undefined ? '' : outsideWords(first, t));
  const others = staged === null ? rest : calling.others;
  const parts = [
    staged?.more ?? '',
    ...others.map((call) => outsideWords(call, t)),
    transferWords(calling, others.length > 0, t),
  ];
  // No dot after a sentence that has its full stop.
  return {
    title,
    more: parts
      .filter((part) => part !== '')
      .join(' · ')
      .replaceAll('. · ', '. '),
  };
}

/** Null if the stage has no words; there may still be calls that weren't made here. */
function stageWords(calling: Calling, t: Translate): CallWords | null {
  const name = 'number' in calling ? calling.name || calling.number : '';
  const say = (title: string, more = ''): CallWords => ({ title, more });
  switch (calling.kind) {
    case 'off':
    case 'link':
    case 'idle':
      return null;
    case 'asking':
      return say(t('calling.asking', { name }));
    case 'ringing-mine':
      return say(t('calling.ringingMine'), t('calling.ringingMineThen', { name }));
    case 'ringing-them':
      return say(t('calling.ringingThem', { name }));
    case 'talking':
      return say(t('calling.talking', { name }));
    case 'held':
      return say(t('calling.held', { name }));
    case 'unknown':
      return say(
        t('calling.unknown'),
        t(calling.action === 'dial' ? 'calling.unknownThen' : 'calling.unknownTransfer', { name }),
      );
    case 'transferring':
      return say(t('calling.transferring', { name }));
    case 'transferred':
      return say(t('calling.transferred', { name }));
    case 'ended':
      return calling.because === 'hung-up'
        ? say(t('calling.ended'))
        : say(t('calling.notPickedUp'), t('calling.notPickedUpThen', { name }));
    case 'failed': {
      const { sentence } = failureWords(t, calling.failure);
      const advice = adviceAfter[calling.failure.code];
      return calling.action === 'dial' && advice !== undefined
        ? say(sentence.replace(/\.$/u, ''), t(advice))
        : say(t(failedWords[calling.action], { name }), sentence);
    }
  }
}

function outsideWords({ phase, number }: OutsideCall, t: Translate): string {
  return number === '' ? t(`calling.outsideUnnamed.${phase}`) : t(`calling.outside.${phase}`, { number });
}

/** How to transfer the call; names its number if the strip shows several calls. */
function transferWords({ kind, transferable }: Calling, isOneOfSeveral: boolean, t: Translate): string {
  if (transferable === null || isAboutRequest[kind]) return '';
  return isOneOfSeveral && transferable.number !== ''
    ? t('calling.chooseFor', { number: transferable.number })
    : t('calling.chooseColleague');
}

/** These stages report the last request and leave no room for what can be done next. */
const isAboutRequest: Readonly<Partial<Record<Calling['kind'], true>>> = {
  asking: true,
  transferring: true,
  transferred: true,
  failed: true,
  unknown: true,
};

/** Reasons from which it is plain that there was no call, each with advice. */
const adviceAfter: Readonly<Partial<Record<FailureCode, TextKey>>> = {
  'call.phone-offline': 'calling.advice.phoneOffline',
  'call.phone-busy': 'calling.advice.phoneBusy',
  'call.busy': 'calling.advice.busy',
  'call.no-route': 'calling.advice.noRoute',
  'call.not-allowed': 'calling.advice.notAllowed',
};

const failedWords = {
  dial: 'calling.failedDial',
  transfer: 'calling.failedTransfer',
  'hang-up': 'calling.failedHangUp',
} as const;
