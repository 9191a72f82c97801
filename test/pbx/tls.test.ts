import { Agent } from 'node:https';
import { connect, type SecureVersion, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { startDemoPbx, type DemoPbx, type DemoPbxOptions } from './demo-pbx.ts';
import { logIn, outcome } from './plain-client.ts';

let pbx: DemoPbx;
afterEach(() => pbx.close());

async function start(options: DemoPbxOptions = {}): Promise<void> {
  pbx = await startDemoPbx({ certificate: { keyType: 'ec' }, ...options });
}

/** A handshake, and nothing after it. */
async function handshake(use: (socket: TLSSocket) => void = () => undefined): Promise<void> {
  const socket = connect({ host: pbx.host, port: pbx.port, rejectUnauthorized: false });
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  use(socket);
  await new Promise((resolve) => {
    socket.once('close', resolve);
    socket.end();
    socket.resume();
  });
}

describe.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])('%s', (version) => {
  test('sessions are resumed across closed connections, and counted', async () => {
    await start({ tls: { minVersion: version, maxVersion: version } });
    const agent = new Agent({ keepAlive: false, maxCachedSessions: 10 });
    const token = await logIn(pbx);
    pbx.bytes.reset();
    for (let request = 0; request < 4; request++) {
      expect(await outcome(pbx, 'extensionlist/query', { token, agent })).toBe('Success');
    }
    expect(pbx.bytes.connections).toBe(4);
    expect(pbx.bytes.tlsHandshakes).toEqual({ full: 1, resumed: 3, failed: 0 });
    expect(pbx.bytes.perConnection.map((record) => [record.handshake, record.protocol])).toEqual([
      ['full', version],
      ['resumed', version],
      ['resumed', version],
      ['resumed', version],
    ]);
    await outcome(pbx, 'extensionlist/query', { token });
    expect(pbx.bytes.tlsHandshakes.full).toBe(2);
  });

  test.each([false, true])(
    'a new certificate ends TLS sessions unless told to keep them (%s)',
    async (keepsSessions) => {
      await start({ tls: { minVersion: version, maxVersion: version } });
      const agent = new Agent({ keepAlive: false, maxCachedSessions: 10 });
      const token = await logIn(pbx);
      await outcome(pbx, 'extensionlist/query', { token, agent });
      const before = pbx.fingerprint;
      const after = await pbx.changeCertificate({ keepsSessions });
      expect(after).toBe(pbx.fingerprint);
      expect(after).not.toBe(before);
      pbx.bytes.reset();
      await outcome(pbx, 'extensionlist/query', { token, agent });
      expect(pbx.bytes.tlsHandshakes.resumed).toBe(keepsSessions ? 1 : 0);
    },
  );

  test('bytes after the handshake are counted exactly, and a handshake alone counts zero', async () => {
    await start({ tls: { minVersion: version, maxVersion: version } });
    await handshake();
    expect(pbx.bytes.perConnection.at(-1)).toMatchObject({ handshake: 'full', appDataBytes: 0 });
    const text = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
    await handshake((socket) => socket.write(text));
    expect(pbx.bytes.perConnection.at(-1)?.appDataBytes).toBe(text.length);
    expect(pbx.bytes.appDataBytes).toBe(text.length);
  });
});

test('the device speaks TLS 1.2 by default', async () => {
  await start();
  await logIn(pbx);
  expect(pbx.bytes.perConnection.at(-1)?.protocol).toBe('TLSv1.2');
});

test('the certificate is self-signed, RSA, long expired, without a name for its address; a new one is as asked for', async () => {
  pbx = await startDemoPbx();
  const seen: { subject: unknown; fingerprint: string; names: unknown; validTo: number; bits: unknown }[] =
    [];
  const look = (socket: TLSSocket): void => {
    const { subject, fingerprint256, subjectaltname, valid_to, bits } = socket.getPeerCertificate();
    const fingerprint = fingerprint256.replaceAll(':', '').toLowerCase();
    seen.push({
      subject: subject.CN,
      fingerprint,
      names: subjectaltname,
      validTo: Date.parse(valid_to),
      bits,
    });
  };
  await handshake(look);
  expect(seen[0]).toMatchObject({
    subject: 'S-Series IPPBX',
    fingerprint: pbx.fingerprint,
    names: undefined,
    bits: 2048,
  });
  expect(seen[0]?.validTo).toBeLessThan(Date.UTC(2020, 0));
  await pbx.changeCertificate({ laterDates: true });
  await handshake(look);
  expect(seen[1]).toMatchObject({ subject: 'S-Series IPPBX', fingerprint: pbx.fingerprint });
  expect(seen[1]?.validTo).toBeGreaterThan(Date.now());
  await pbx.changeCertificate({ otherSubject: true });
  await handshake(look);
  expect(seen[2]?.subject).not.toBe('S-Series IPPBX');
});
