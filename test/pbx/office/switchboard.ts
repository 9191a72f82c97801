/** The calls that the device carries, and their effect on the phones and the detail answer. */
import type { Device } from '../device.ts';
import type { CallDetail, Extension } from '../api/extension-fields.ts';

export interface Call {
  readonly id: number;
  /** Extensions that take part, caller first; an outside call has one. */
  inside: string[];
  readonly outside: string | null;
  readonly trunk: string;
  readonly isInbound: boolean;
  /** It was ended or transferred: nothing more may happen to it. */
  isOver: boolean;
}

export type NewCall = Pick<Call, 'inside'> & Partial<Pick<Call, 'outside' | 'trunk' | 'isInbound' | 'id'>>;

export interface Switchboard {
  open(call: NewCall): Call;
  /** That extension's phone rings for the call. */
  ring(call: Call, number: string): void;
  /** An outside number is being put through, or the caller inside waits for an answer. */
  progress(call: Call): void;
  /** Everybody in it talks. */
  connect(call: Call): void;
  hold(call: Call, holder: string | undefined): void;
  /** Frees one phone of a call that goes on. */
  release(number: string): void;
  end(call: Call): void;
  callOf(number: string): Call | undefined;
  outsideCall(direction: 'inbound' | 'outbound', id: string): Call | undefined;
}

const freeStatus = (extension: Extension): string =>
  extension.fields.type.toUpperCase() === 'FXS' ? 'Idle' : 'Registered';
export const isFree = (extension: Extension): boolean => extension.fields.status === freeStatus(extension);
export const isAbsent = (extension: Extension): boolean =>
  extension.fields.status === 'Unavailable' || extension.fields.status === 'Unregistered';

export function createSwitchboard(device: Device): Switchboard {
  const calls = new Set<Call>();
  let lastId = 156_784;

  /** `null`: free again. */
  function setStatus(number: string | undefined, status: string | null): void {
    const extension = number === undefined ? undefined : device.peek(number);
    if (number === undefined || extension === undefined) return;
    device.setStatus(number, status ?? freeStatus(extension));
  }

  /** Writes what `extension/query` tells about an outside call. */
  function tell(call: Call, status: CallDetail['status'] | null): void {
    const number = call.inside[0];
    if (call.outside === null || number === undefined || !device.has(number)) return;
    if (status === null) return device.setCalls(number, {});
    const [from, to] = call.isInbound ? [call.outside, number] : [number, call.outside];
    const party = {
      key: call.isInbound ? 'ext' : 'outer',
      number: call.isInbound ? number : call.outside,
    } as const;
    const detail: CallDetail = { id: call.id, from, to, trunk: call.trunk, status, party };
    device.setCalls(number, call.isInbound ? { inbound: [detail] } : { outbound: [detail] });
  }

  return {
    open({ inside, outside = null, trunk = 'SIP-Trunk', isInbound = false, id = ++lastId }) {
      const call: Call = { id, inside, outside, trunk, isInbound, isOver: false };
      calls.add(call);
      return call;
    },
    ring(call, number) {
      setStatus(number, 'Ringing');
      tell(call, 'Progress');
    },
    progress(call) {
      setStatus(call.inside[0], 'Busy');
      tell(call, 'Progress');
    },
    connect(call) {
      for (const number of call.inside) setStatus(number, 'Busy');
      tell(call, 'Talking');
    },
    hold(call, holder) {
      setStatus(holder, 'Hold');
      tell(call, 'Wait');
    },
    release: (number) => setStatus(number, null),
    end(call) {
      if (call.isOver) return;
      call.isOver = true;
      calls.delete(call);
      for (const number of call.inside) setStatus(number, null);
      tell(call, null);
    },
    callOf: (number) => [...calls].find(({ inside }) => inside.includes(number)),
    outsideCall: (direction, id) =>
      [...calls].find(
        (call) =>
          call.outside !== null && call.isInbound === (direction === 'inbound') && String(call.id) === id,
      ),
  };
}
