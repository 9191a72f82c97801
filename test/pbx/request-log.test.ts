import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDemoPbx, type DemoPbx, type RequestLogEntry } from './demo-pbx.ts';
import { ask, callPlain, logIn } from './plain-client.ts';
import { md5 } from './secret-book.ts';

let pbx: DemoPbx;
beforeEach(async () => {
  pbx = await startDemoPbx({ certificate: { keyType: 'ec' }, people: 20, logLimit: 5 });
});
afterEach(() => pbx.close());

test('each request is logged with what was asked and answered, and no secret', async () => {
  const heard: RequestLogEntry[] = [];
  const stop = pbx.onRequest((entry) => heard.push(entry));
  const token = await logIn(pbx);
  const secrets = { registerpassword: 'aSecret1', loginpassword: 'aSecret2', vmsecret: '424242' };
  await ask(pbx, 'extension/update', { token, version: 'v1.1.0', body: { extid: '1002', ...secrets } });
  await ask(pbx, 'extension/query', { token: 'f'.repeat(32), body: { extid: '1002' } });
  stop();
  await ask(pbx, 'logout', { token });

  expect(heard).toMatchObject([
    { path: 'login', status: 'Success', tokenOk: null, body: { username: 'api', password: '<password>' } },
    {
      version: 'v1.1.0',
      path: 'extension/update',
      errno: null,
      tokenOk: true,
      body: { extid: '1002', registerpassword: '<registerpassword>', vmsecret: '<vmsecret>' },
    },
    { path: 'extension/query', errno: 20004, tokenOk: false },
  ]);
  expect(pbx.log).toHaveLength(4);
  const logged = JSON.stringify(pbx.log);
  for (const secret of [...Object.values(secrets), token, md5(pbx.password)])
    expect(logged).not.toContain(secret);

  const named = new Map(pbx.secrets().map(({ name, value }) => [value, name]));
  for (const secret of Object.values(secrets)) expect(named.has(secret), secret).toBe(true);
});

test('the log keeps the newest requests, and can be cleared', async () => {
  const token = await logIn(pbx);
  for (let request = 0; request < 6; request++) await ask(pbx, 'extensionlist/query', { token });
  expect(pbx.log).toHaveLength(5);
  expect(pbx.log.at(-1)?.id).toBe(7);
  pbx.clearLog();
  expect(pbx.log).toEqual([]);
});

test('the next request of a path can be awaited', async () => {
  const token = await logIn(pbx);
  const next = pbx.nextRequest('extension/query');
  await ask(pbx, 'extensionlist/query', { token });
  await ask(pbx, 'extension/query', { token, body: { extid: '1002' } });
  expect((await next).body).toEqual({ extid: '1002' });
});

test('the list of secrets holds every secret of an answer, each with its MD5, and none twice', async () => {
  const token = await logIn(pbx);
  const { text } = await callPlain(pbx, 'extension/query', { token });
  const { extinfos } = JSON.parse(text) as { extinfos: Record<string, unknown>[] };
  const values = pbx.secrets().map(({ value }) => value);
  expect(new Set(values).size).toBe(values.length);
  const inAnswer = extinfos.flatMap((entry) => [
    entry['registerpassword'],
    entry['loginpassword'],
    entry['vmsecret'],
  ]);
  expect(inAnswer).toHaveLength(60);
  for (const secret of [...inAnswer.map(String), pbx.password, token]) {
    expect(values).toContain(secret);
    expect(values).toContain(md5(secret));
  }
});
