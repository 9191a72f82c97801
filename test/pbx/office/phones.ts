/** The people at the phones, for calls that a program makes: they pick up, talk and hang up, by themselves or when a test says so. */
import type { Device } from '../device.ts';
import { isFree, type Call, type Switchboard } from './switchboard.ts';

export interface Phones {
  /** Someone picks up the phone that rings; a caller's call then goes on to whom it is for. */
  pickUp(number: string): void;
  /** The outside number that this extension called answers. */
  answerOutside(number: string): void;
  /** Someone puts the receiver down, or turns the ringing phone away. */
  hangUp(number: string): void;
  /** Someone outside calls an extension; returns the number that shows. */
  callFromOutside(number: string, from?: string): string;
}

export interface DialledCalls extends Phones {
  /** The caller's phone rings; null when one of the two phones is not idle. */
  dialExtension(caller: string, callee: string): Call | null;
  dialOutside(caller: string, outside: string): Call | null;
  transfer(call: Call, to: string): void;
  stop(): void;
}

export interface PhonesOptions {
  device: Device;
  switchboard: Switchboard;
  /** People act by themselves, in real time. */
  plays: boolean;
  /** Gets a call from outside now and then. */
  frontDesk: string | null;
}

const secondsMs = 1_000;
/** In real time, whatever the pace of the day: someone is watching these. */
const takesMs = {
  pickUp: 3 * secondsMs,
  answer: 5 * secondsMs,
  busyTone: 3 * secondsMs,
  talk: 90 * secondsMs,
  ring: 25 * secondsMs,
  firstOutsideCall: 25 * secondsMs,
  nextOutsideCall: 120 * secondsMs,
};
const defaultOutsideNumber = '00492219876543';

export function createPhones({ device, switchboard, plays, frontDesk }: PhonesOptions): DialledCalls {
  /** Who is called once the caller has picked up. */
  const goesTo = new Map<Call, { kind: 'extension' | 'outside'; number: string }>();
  const timers = new Set<NodeJS.Timeout>();

  /** By itself, where people act by themselves and the call is still there. */
  function soon(call: Call, afterMs: number, act: () => void): void {
    if (plays) after(afterMs, () => (call.isOver ? undefined : act()));
  }

  function after(afterMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      act();
    }, afterMs);
    timer.unref();
    timers.add(timer);
  }

  const isIdle = (number: string): boolean => {
    const extension = device.peek(number);
    return extension !== undefined && isFree(extension);
  };
  const rings = (number: string): boolean => device.peek(number)?.fields.status === 'Ringing';

  function end(call: Call): void {
    goesTo.delete(call);
    switchboard.end(call);
  }

  function connect(call: Call): void {
    switchboard.connect(call);
    soon(call, takesMs.talk, () => end(call));
  }

  function ring(call: Call, number: string): void {
    switchboard.ring(call, number);
    soon(call, takesMs.answer, () => pickUp(number));
  }

  function begin(caller: string, to: { kind: 'extension' | 'outside'; number: string }): Call | null {
    if (!isIdle(caller)) return null;
    const call = switchboard.open({
      inside: [caller],
      outside: to.kind === 'outside' ? to.number : null,
    });
    goesTo.set(call, to);
    // An outside call has no detail before its caller has picked up.
    device.setStatus(caller, 'Ringing');
    soon(call, takesMs.pickUp, () => pickUp(caller));
    if (plays) after(takesMs.ring, () => (rings(caller) && goesTo.has(call) ? end(call) : undefined));
    return call;
  }

  /** The caller has picked up: on to whom the call is for. */
  function putThrough(call: Call, to: { kind: 'extension' | 'outside'; number: string }): void {
    goesTo.delete(call);
    switchboard.progress(call);
    if (to.kind === 'outside') return soon(call, takesMs.answer, () => connect(call));
    const callee = device.peek(to.number);
    if (callee === undefined || !isFree(callee) || callee.fields.dnd === 'on')
      return soon(call, takesMs.busyTone, () => end(call));
    call.inside = [...call.inside, to.number];
    ring(call, to.number);
  }

  function pickUp(number: string): void {
    const call = switchboard.callOf(number);
    if (call === undefined || !rings(number)) return;
    const to = goesTo.get(call);
    if (to === undefined) connect(call);
    else putThrough(call, to);
  }

  function callFromOutside(number: string, from = defaultOutsideNumber): string {
    const call = switchboard.open({ inside: [number], outside: from, isInbound: true });
    ring(call, number);
    return from;
  }

  function callFrontDesk(number: string): void {
    if (isIdle(number)) callFromOutside(number);
    after(takesMs.nextOutsideCall, () => callFrontDesk(number));
  }
  if (plays && frontDesk !== null) after(takesMs.firstOutsideCall, () => callFrontDesk(frontDesk));

  return {
    pickUp,
    callFromOutside,
    answerOutside(number) {
      const call = switchboard.callOf(number);
      if (call !== undefined && call.outside !== null && !goesTo.has(call)) connect(call);
    },
    hangUp(number) {
      const call = switchboard.callOf(number);
      if (call !== undefined) end(call);
    },
    dialExtension(caller, callee) {
      const status = device.peek(callee)?.fields.status ?? '';
      if (['Busy', 'Ringing', 'Hold'].includes(status)) return null;
      return begin(caller, { kind: 'extension', number: callee });
    },
    dialOutside: (caller, outside) => begin(caller, { kind: 'outside', number: outside }),
    transfer(call, to) {
      const { id, outside, trunk, isInbound } = call;
      end(call);
      // A busy phone and an absent one have a mailbox, which no list shows.
      if (isIdle(to)) ring(switchboard.open({ id, inside: [to], outside, trunk, isInbound }), to);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
