/** The API's calls and what the device does for each: the extension API document and the PBX notes, Session. */
import { extensionDetail } from './answers.ts';
import type { Device } from '../device.ts';
import type { Writer } from './quirks.ts';
import type { SecretBook } from '../secret-book.ts';
import type { Sessions } from './sessions.ts';
import { checkUpdate } from './update-rules.ts';
import type { ExtensionFields } from './extension-fields.ts';
import type { ApplyLimit } from './apply-limit.ts';

export interface ApiCall {
  /** The body's object; null for an empty body. */
  parameters: Record<string, unknown> | null;
  /** Undefined values cannot reach a call that needs a token: it was checked before. */
  token: string;
  remoteAddress: string;
  /** Takes out what a fault keeps from being applied. */
  applied: (changes: Partial<ExtensionFields>) => Partial<ExtensionFields>;
}

export type ApiAnswer = { success: Record<string, unknown> | Buffer } | { errno: number };

export interface Endpoint {
  needsToken: boolean;
  answer(call: ApiCall): ApiAnswer;
}

export interface EndpointPorts {
  device: Device;
  sessions: Sessions;
  writer: Writer;
  listAnswer: () => Buffer;
  applyLimit: ApplyLimit;
  secrets: SecretBook;
  refusesMixedUpdate: boolean;
  takesAnyValue?: boolean;
  firmware: string;
  now: () => number;
  startedAtMs: number;
}

const text = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';

function isPort(value: unknown): boolean {
  const port = text(value);
  return port !== null && /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535;
}

const absentStatuses = ['Unavailable', 'Unregistered', 'Malfunction', 'Fxsnoport'];

/** `03:25:04` */
function clockText(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function login({ sessions }: EndpointPorts, { parameters, remoteAddress }: ApiCall): ApiAnswer {
  if (parameters === null) return { errno: 20009 };
  const username = text(parameters['username']);
  const password = text(parameters['password']);
  if (isBlank(username) || isBlank(password)) return { errno: 20007 };
  if (!isPort(parameters['port'])) return { errno: 20008 };
  const result = sessions.login(remoteAddress, username ?? '', password ?? '');
  return 'token' in result ? { success: { token: result.token } } : result;
}

function heartbeat({ parameters }: ApiCall): ApiAnswer {
  if (parameters === null) return { errno: 20009 };
  if (isBlank(parameters['ipaddr']) || isBlank(parameters['port'])) return { errno: 20011 };
  return isPort(parameters['port']) ? { success: {} } : { errno: 20008 };
}

function deviceInfo({ device, firmware, now, startedAtMs }: EndpointPorts): ApiAnswer {
  const all = device.peekAll();
  const reachable = all.filter(({ fields }) => !absentStatuses.includes(fields.status)).length;
  const systemtime = `${new Date(now()).toISOString().slice(0, 19).replace('T', ' ')} UTC+0`;
  return {
    success: {
      deviceinfo: {
        devicename: `Yeastar S${all.length <= 100 ? '50' : all.length <= 200 ? '100' : '300'}`,
        sn: '369152701234',
        hardwarever: 'V1.30 0000-0000',
        firmwarever: firmware,
        systemtime,
        uptime: clockText(now() - startedAtMs),
        extensionstatus: `${String(reachable)}/${String(all.length)}`,
      },
    },
  };
}

function queryExtensions({ device, writer }: EndpointPorts, { parameters }: ApiCall): ApiAnswer {
  const extid = parameters?.['extid'];
  if (extid === undefined) {
    return { success: { extinfos: device.peekAll().map((extension) => extensionDetail(extension, writer)) } };
  }
  if (isBlank(extid)) return { errno: 10004 };
  const numbers = text(extid)
    ?.split(',')
    .map((number) => number.trim());
  if (numbers === undefined) return { errno: 10002 };
  const extinfos: Record<string, unknown>[] = [];
  for (const number of numbers) {
    const extension = device.peek(number);
    if (extension === undefined) return { errno: 10006 };
    extinfos.push(extensionDetail(extension, writer));
  }
  return { success: { extinfos } };
}

function updateExtension(ports: EndpointPorts, { parameters, applied }: ApiCall): ApiAnswer {
  const { device, applyLimit, refusesMixedUpdate, secrets } = ports;
  if (parameters === null) return { errno: 20009 };
  if (isBlank(parameters['extid'])) return { errno: 10004 };
  const number = text(parameters['extid']);
  const extension = number === null ? undefined : device.peek(number);
  if (number === null || extension === undefined) return { errno: 10006 };
  const check = checkUpdate(parameters, extension.fields, device, refusesMixedUpdate, ports.takesAnyValue);
  if ('errno' in check) return check;
  const loginPassword = text(parameters['loginpassword']);
  if (loginPassword !== null) secrets.note(`loginpassword of ${number}`, loginPassword);
  return applyLimit.request(() => {
    if (device.has(number)) device.set(number, applied(check.changes));
  });
}

/** All calls by their path. */
export function createEndpoints(ports: EndpointPorts): ReadonlyMap<string, Endpoint> {
  return new Map<string, Endpoint>([
    ['login', { needsToken: false, answer: (call) => login(ports, call) }],
    ['heartbeat', { needsToken: true, answer: heartbeat }],
    [
      'logout',
      {
        needsToken: true,
        answer({ token }) {
          ports.sessions.logout(token);
          return { success: {} };
        },
      },
    ],
    ['deviceinfo/query', { needsToken: true, answer: () => deviceInfo(ports) }],
    ['apply', { needsToken: true, answer: () => ports.applyLimit.apply() }],
    ['extensionlist/query', { needsToken: true, answer: () => ({ success: ports.listAnswer() }) }],
    ['extension/query', { needsToken: true, answer: (call) => queryExtensions(ports, call) }],
    ['extension/update', { needsToken: true, answer: (call) => updateExtension(ports, call) }],
  ]);
}
