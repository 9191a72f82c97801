import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError, isAppError } from '../../app-error.ts';
import { errnoMeanings } from './errno.ts';
import { readAnswer } from './answer-envelope.ts';

const bytes = (value: unknown): Buffer =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

function failureOf(value: unknown): AppError {
  try {
    readAnswer('extension/update', bytes(value));
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('The answer was taken for a success.');
}

/** Every number of the PBX notes' "Error numbers", written out again so that the table cannot lose one. */
const documented =
  '10002 10003 10004 10006 10007 10008 10017 10025 20000 20001 20002 20003 20004 20005 20006 20007 20008 20009 20010 20011 30001 100024'.split(
    ' ',
  );

const codes: Record<string, string> = {
  10006: 'extension.unknown',
  10025: 'pbx.apply-later',
  20002: 'pbx.locked-out',
  20003: 'pbx.bad-credentials',
  20004: 'pbx.session-expired',
  20005: 'pbx.session-expired',
  20006: 'pbx.session-expired',
};

test('the table knows exactly the documented numbers', () => {
  expect(Object.keys(errnoMeanings).sort()).toEqual([...documented].sort());
});

test.each(documented)(
  '%s becomes its failure, as text and as a number, as Failed and as Failure',
  (errno) => {
    for (const told of [errno, Number(errno)])
      for (const status of ['Failed', 'Failure', 'failed', 'Whatever']) {
        const error = failureOf({ status, errno: told });
        expect(error.code).toBe(codes[errno] ?? 'pbx.rejected');
        expect(error.detail).toMatchObject({ errno, call: 'extension/update' });
        expect(error.detail.meaning).toEqual(expect.any(String));
      }
  },
);

test('a number that no document knows is passed on, a failure without one is still a failure', () => {
  expect(failureOf({ status: 'Failed', errno: '40404' }).detail).toEqual({
    call: 'extension/update',
    errno: '40404',
  });
  expect(failureOf({ status: 'Failed' })).toMatchObject({ code: 'pbx.rejected', detail: { errno: '' } });
  expect(failureOf({ errno: 20004 }).code).toBe('pbx.session-expired');
});

test('an error number of odd content is not repeated', () => {
  const error = failureOf({ status: 'Failed', errno: 'Yeastar202' });
  expect(error.detail).toEqual({ call: 'extension/update', errno: '' });
  expect(failureOf({ status: 'Failed', errno: 'constructor' }).code).toBe('pbx.rejected');
});

test.each([
  ['', 'not-json'],
  ['<!DOCTYPE html>', 'not-json'],
  ['{"status":"Succ', 'not-json'],
  ['[]', 'not-an-object'],
  ['null', 'not-an-object'],
  ['"Success"', 'not-an-object'],
  ['{}', 'no-status'],
  ['{"status":true}', 'no-status'],
])('%j is malformed: %s', (answer, reason) => {
  expect(failureOf(answer)).toMatchObject({
    code: 'pbx.malformed',
    detail: { reason, call: 'extension/update' },
  });
});

test('nothing of a malformed answer gets into the error: it may hold secrets', () => {
  const error = failureOf('{"registerpassword":"Yeastar202",,}');
  expect(error.cause).toBeUndefined();
  expect(JSON.stringify([error.message, error.detail, error.stack])).not.toContain('Yeastar202');
});

test('Success counts in any case, behind a byte order mark too', () => {
  expect(readAnswer('apply', bytes('\uFEFF{"status":"success"}'))).toEqual({ status: 'success' });
  expect(readAnswer('apply', bytes('{"status":"SUCCESS "}'))).toEqual({ status: 'SUCCESS ' });
});

test('bare digits that a double would round are kept when exactness is asked for', () => {
  const answer = '{"status":"Success","mobile":1349999999999999999999,"n":12,"f":1.5e300}';
  expect(readAnswer('extension/query', bytes(answer), 'exact')).toEqual({
    status: 'Success',
    mobile: '1349999999999999999999',
    n: 12,
    f: 1.5e300,
  });
});

test('any input throws nothing but an AppError', () => {
  const anything = fc.oneof(fc.string(), fc.json(), fc.uint8Array());
  fc.assert(
    fc.property(anything, (answer) => {
      try {
        readAnswer('login', typeof answer === 'string' ? Buffer.from(answer) : answer);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
  );
});
