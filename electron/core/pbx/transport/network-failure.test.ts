import { expect, test } from 'vitest';
import { unfilledSentences } from '../../../../test/core/fixtures/worded-failure.ts';
import { failureWords } from '../../../../renderer/words/failure-words.ts';
import { createTranslate, languages } from '../../../contract/text/translate.ts';
import { toFailure } from '../../app-error.ts';
import { errnoMeanings } from '../wire/errno.ts';
import { networkErrors, networkFailure } from './network-failure.ts';
import { readAnswer } from '../wire/answer-envelope.ts';

const asked = { host: 'pbx.example.com', port: 8088 };

test.each(Object.keys(networkErrors))('the words for %s leave no place unfilled', (code) => {
  const failure = toFailure(networkFailure(Object.assign(new Error('x'), { code }), 'connect', asked));
  expect(failure.detail).toMatchObject(asked);
  expect(unfilledSentences(failure)).toEqual([]);
});

test.each(Object.keys(errnoMeanings))('the words for errno %s leave no place unfilled', (errno) => {
  try {
    readAnswer('extension/update', Buffer.from(JSON.stringify({ status: 'Failed', errno })));
    expect.unreachable();
  } catch (error) {
    expect(unfilledSentences(toFailure(error))).toEqual([]);
  }
});

test('the address that refused is named', () => {
  const error = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  const { host, port } = networkFailure(error, 'connect', asked).detail;
  expect(
    createTranslate('en')('failure.network.refused', { host: String(host), port: String(port) }),
  ).toMatch(/pbx\.example\.com.*8088/);
});

test.each(Object.keys(networkErrors))(
  'once a connection has worked, %s asks no one to check the port',
  (code) => {
    const failure = toFailure(networkFailure(Object.assign(new Error('x'), { code }), 'connect', asked));
    for (const language of languages) {
      const { sentence } = failureWords(createTranslate(language), failure, { where: 'daily' });
      expect(sentence).not.toMatch(/\bport\b|8088|pbx\.example\.com|spelling|Schreibweise/i);
    }
  },
);

test('an address that refuses is a matter of the port in set-up, and of a restart afterwards', () => {
  const error = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
  const failure = toFailure(networkFailure(error, 'connect', asked));
  const t = createTranslate('en');
  expect(failureWords(t, failure, { where: 'set-up' }).sentence).toMatch(/pbx\.example\.com.*8088/);
  expect(failureWords(t, failure).sentence).toBe('The phone system isn’t answering. It may be restarting.');
});
