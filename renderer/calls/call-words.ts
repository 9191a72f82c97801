/** What a call is doing, in words: one line, and one below it where there is more to say. */
import type { Calling } from '../../electron/contract/calls.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import { failureWords } from '../words/failure-words.ts';

export interface CallWords {
  readonly title: string;
  readonly more: string;
}

/** Null while there is nothing to tell. */
export function callWords(calling: Calling, t: Translate): CallWords | null {
  const name = 'number' in calling ? calling.name || calling.number : '';
  const say = (title: string, more = ''): CallWords => ({ title, more });
  const transfer = calling.transferable ? t('calling.chooseColleague') : '';
  switch (calling.kind) {
    case 'off':
      return null;
    case 'link':
    case 'idle':
      if (!calling.transferable) return null;
      return say(
        calling.outsideNumber === null
          ? t('calling.onOutside')
          : t('calling.talking', { name: calling.outsideNumber }),
        transfer,
      );
    case 'asking':
      return say(t('calling.asking', { name }));
    case 'ringing-mine':
      return say(t('calling.ringingMine'), t('calling.ringingMineThen', { name }));
    case 'ringing-them':
      return say(t('calling.ringingThem', { name }), transfer);
    case 'talking':
      return say(t('calling.talking', { name }), transfer);
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
      const { sentence, facts } = failureWords(t, calling.failure);
      // A reason that has words of its own needs no number beside it.
      const more =
        calling.failure.code === 'call.refused' && facts !== '' ? `${sentence} ${facts}` : sentence;
      return say(t(failedWords[calling.action], { name }), more);
    }
  }
}

const failedWords = {
  dial: 'calling.failedDial',
  transfer: 'calling.failedTransfer',
  'hang-up': 'calling.failedHangUp',
} as const;
