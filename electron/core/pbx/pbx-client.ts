/** The PBX client: each call of the API in domain terms, over the transport that it is given. */

import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { createPbxCalls } from './calls.ts';
import { checkUpdate, isExtensionNumber } from './check-update.ts';
import type { CallOptions, DeviceInfo, PbxClient } from './client-port.ts';
import type { Transport } from './transport/transport-port.ts';
import { malformed, readAnswer, type ApiCall } from './wire/answer-envelope.ts';
import { readDetails } from './wire/extensions/detail.ts';
import { readList } from './wire/extensions/list.ts';
import { writeUpdate } from './wire/extensions/update.ts';
import { wireShownText, type WireRecord } from './wire/values.ts';

/** Where the device would send reports: login and heartbeat must name a place, although nobody listens there. */
const reportPort = '8260';
const reportAddress = '127.0.0.1';

const told = wireShownText.optional().catch(undefined);
const tokenSchema = z.string().regex(/^[\w-]{1,256}$/);
const deviceSchema = z.object({ devicename: told, firmwarever: told });

function readToken(bytes: Uint8Array): string {
  const token = tokenSchema.safeParse(readAnswer('login', bytes).token);
  if (!token.success) throw malformed('login', 'no-token');
  return token.data;
}

function readDeviceInfo(bytes: Uint8Array): DeviceInfo {
  const parsed = deviceSchema.safeParse(readAnswer('deviceinfo/query', bytes).deviceinfo);
  if (!parsed.success) throw malformed('deviceinfo/query', 'no-device-info');
  const { devicename = '', firmwarever = '' } = parsed.data;
  return { name: devicename, firmware: firmwarever };
}

/** An empty or malformed `extid` could ask for everyone, with everyone's secrets. */
function checkNumbers(numbers: readonly string[]): void {
  if (!numbers.every(isExtensionNumber))
    throw new AppError('extension.invalid', { field: 'extension', rule: 'digits' });
}

/** Its methods reject as the port says; nothing is sent for an update or a number that is invalid. */
export function createPbxClient({ transport }: { readonly transport: Transport }): PbxClient {
  const post = (
    path: ApiCall,
    options: CallOptions | undefined,
    sent: { readonly token?: string; readonly body?: WireRecord },
  ): Promise<Uint8Array> => transport.post({ path, ...sent, signal: options?.signal });

  /** For calls whose answer says no more than that they succeeded. */
  async function sendCommand(
    path: ApiCall,
    options: CallOptions | undefined,
    sent: { readonly token: string; readonly body?: WireRecord },
  ): Promise<void> {
    readAnswer(path, await post(path, options, sent));
  }

  return {
    async login({ username, passwordMd5 }, options) {
      const bytes = await post('login', options, {
        body: { username, password: passwordMd5, port: reportPort },
      });
      return { token: readToken(bytes) };
    },
    heartbeat: (token, options) =>
      sendCommand('heartbeat', options, { token, body: { ipaddr: reportAddress, port: reportPort } }),
    logout: (token, options) => sendCommand('logout', options, { token }),
    async deviceInfo(token, options) {
      return readDeviceInfo(await post('deviceinfo/query', options, { token }));
    },
    apply: (token, options) => sendCommand('apply', options, { token }),
    async extensionList(token, previous, options) {
      return readList(await post('extensionlist/query', options, { token }), previous);
    },
    async extensions(token, numbers, options) {
      if (numbers.length === 0) return [];
      checkNumbers(numbers);
      const bytes = await post('extension/query', options, { token, body: { extid: numbers.join(',') } });
      // A device that answers with more than was asked for reveals other people's secrets: they stop here.
      return readDetails(bytes).filter((detail) => numbers.includes(detail.number));
    },
    async update(token, update, options) {
      checkUpdate(update);
      await sendCommand('extension/update', options, { token, body: writeUpdate(update) });
    },
    ...createPbxCalls(sendCommand),
    close: () => transport.close(),
  };
}
