/** The API's calls that make, transfer and end phone calls (PBX notes, chapter "Calls"). */
import type { Device } from '../device.ts';
import type { ApiAnswer, ApiCall, Endpoint } from './endpoints.ts';
import type { DialledCalls } from '../office/phones.ts';
import type { Call, Switchboard } from '../office/switchboard.ts';

export interface CallEndpointPorts {
  device: Device;
  switchboard: Switchboard;
  phones: DialledCalls;
  now: () => number;
}

/** The routes of this device: a zero in front leads outside. */
const outboundRoute = /^0\d{2,}$/;

type Parameters = Record<string, string>;

/** The parameters as text; an error number where one is blank. */
function read(parameters: ApiCall['parameters'], ...names: string[]): Parameters | { errno: number } {
  if (parameters === null) return { errno: 20009 };
  const values: Parameters = {};
  for (const name of names) {
    const value = parameters[name];
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || text.trim() === '') return { errno: 10004 };
    values[name] = text.trim();
  }
  const { autoanswer = 'no' } = parameters;
  return autoanswer === 'no' || autoanswer === 'yes' ? values : { errno: 10002 };
}

const isError = (values: Parameters | { errno: number }): values is { errno: number } =>
  typeof values['errno'] === 'number';

export function createCallEndpoints(ports: CallEndpointPorts): [string, Endpoint][] {
  const { device, switchboard, phones, now } = ports;
  let dialled = 0;

  function begun(call: Call | null): ApiAnswer {
    if (call === null) return { errno: 10008 };
    return { success: { callid: `${String(Math.floor(now() / 1_000))}.${String(++dialled)}` } };
  }

  function dialExtension({ parameters }: ApiCall): ApiAnswer {
    const given = read(parameters, 'caller', 'callee');
    if (isError(given)) return given;
    const { caller = '', callee = '' } = given;
    if (!device.has(caller) || !device.has(callee)) return { errno: 10006 };
    return begun(phones.dialExtension(caller, callee));
  }

  function dialOutbound({ parameters }: ApiCall): ApiAnswer {
    const given = read(parameters, 'extid', 'outto');
    if (isError(given)) return given;
    const { extid = '', outto = '' } = given;
    const caller = device.peek(extid);
    if (caller === undefined) return { errno: 10006 };
    if (caller.fields.callrestriction === 'on' || !outboundRoute.test(outto)) return { errno: 100024 };
    return begun(phones.dialOutside(extid, outto));
  }

  function transfer(direction: 'inbound' | 'outbound', { parameters }: ApiCall): ApiAnswer {
    const given = read(parameters, `${direction}id`, 'extid');
    if (isError(given)) return given;
    const { extid = '' } = given;
    const call = switchboard.outsideCall(direction, given[`${direction}id`] ?? '');
    if (call === undefined) return { errno: 10007 };
    if (!device.has(extid)) return { errno: 10006 };
    phones.transfer(call, extid);
    return { success: {} };
  }

  function hangUp(call: Call | undefined): ApiAnswer {
    if (call === undefined) return { errno: 10007 };
    for (const number of call.inside) phones.hangUp(number);
    return { success: {} };
  }

  function hangUpOutside(direction: 'inbound' | 'outbound', { parameters }: ApiCall): ApiAnswer {
    const given = read(parameters, `${direction}id`);
    if (isError(given)) return given;
    return hangUp(switchboard.outsideCall(direction, given[`${direction}id`] ?? ''));
  }

  function hangUpExtension({ parameters }: ApiCall): ApiAnswer {
    const given = read(parameters, 'extid');
    return isError(given) ? given : hangUp(switchboard.callOf(given['extid'] ?? ''));
  }

  const withToken = (answer: Endpoint['answer']): Endpoint => ({ needsToken: true, answer });
  return [
    ['extension/dial_extension', withToken(dialExtension)],
    ['extension/dial_outbound', withToken(dialOutbound)],
    ['extension/hangup', withToken(hangUpExtension)],
    ['inbound/transfer_extension', withToken((call) => transfer('inbound', call))],
    ['outbound/transfer_extension', withToken((call) => transfer('outbound', call))],
    ['inbound/hangup', withToken((call) => hangUpOutside('inbound', call))],
    ['outbound/hangup', withToken((call) => hangUpOutside('outbound', call))],
  ];
}
