/** A day at the office: calls ring, are answered, held and ended, phones drop off and return, by a seed and at any pace. */
import { createAgenda } from './agenda.ts';
import type { Device } from '../device.ts';
import type { Extension } from '../api/extension-fields.ts';
import { createRandom } from './random.ts';
import { isAbsent, isFree, type Call, type Switchboard } from './switchboard.ts';

export type DayEventKind =
  /** An internal or outside call rings; the caller inside is busy from now. */
  | 'ring'
  /** Someone calls outside. */
  | 'dial'
  | 'answer'
  | 'hold'
  | 'resume'
  /** Nobody answered: the caller speaks to the voicemail, or gave up outside. */
  | 'voicemail'
  | 'end'
  | 'drop'
  | 'return'
  | 'dnd-on'
  | 'dnd-off'
  /** There is nobody to whom anything could happen. */
  | 'nothing';

export interface DayEvent {
  kind: DayEventKind;
  /** Whom it happened to, caller first. */
  extensions: string[];
  /** Time of the simulated day in milliseconds, from 0. */
  atMs: number;
}

export interface OfficeDayOptions {
  seed: number;
  /** 1 is real life; 0 does not play by itself. */
  pace: number;
}

export interface OfficeDay {
  /** Plays by itself until stopped; begins in the middle of a morning, with some people on calls already. */
  start(): void;
  stop(): void;
  /** Lets the next thing happen now, whatever the pace: the same seed and steps give the same day. */
  step(): DayEvent;
  setPace(pace: number): void;
  readonly simulatedMs: number;
}

/** Something visible every second or so among 60 people, and rings that a two-second poll still sees. */
export const livelyPace = 4;

const secondsMs = 1_000;
const minutesMs = 60_000;
/** How often one person, on average, … */
const meanMs = { call: 15 * minutesMs, phone: 40 * minutesMs, dnd: 60 * minutesMs };
const trunks = ['SIP-Trunk', 'PSTN-1', 'GSM-2', 'Head office'] as const;
/** At most this many attempts until one thing happens. */
const triesForOneEvent = 1_000;

export function createOfficeDay(
  device: Device,
  switchboard: Switchboard,
  options: OfficeDayOptions,
): OfficeDay {
  const random = createRandom(options.seed + 4_711);
  const agenda = createAgenda<() => Omit<DayEvent, 'atMs'> | null>();
  let { pace } = options;
  let timer: NodeJS.Timeout | null = null;

  const someone = (): Extension | undefined => {
    const everybody = device.peekAll();
    return everybody[random.between(0, everybody.length - 1)];
  };
  const happened = (kind: DayEventKind, extensions: string[]): Omit<DayEvent, 'atMs'> => ({
    kind,
    extensions: extensions.filter((number) => device.has(number)),
  });
  const outsideNumber = (): string => `00${random.digits(10)}`;

  function end(call: Call): Omit<DayEvent, 'atMs'> {
    switchboard.end(call);
    return happened('end', call.inside);
  }

  /** Someone at the phone, or a program, may have ended or transferred it meanwhile. */
  function later(call: Call, afterMs: number, what: () => Omit<DayEvent, 'atMs'>): void {
    agenda.add(afterMs, () => (call.isOver ? null : what()));
  }

  function hold(call: Call): Omit<DayEvent, 'atMs'> {
    const holder = random.pick([call.inside[0], call.inside.at(-1)]);
    switchboard.hold(call, holder);
    later(call, random.waiting(25 * secondsMs) + secondsMs, () => talk(call, 'resume'));
    return happened('hold', holder === undefined ? [] : [holder]);
  }

  function talk(call: Call, kind: 'answer' | 'resume'): Omit<DayEvent, 'atMs'> {
    switchboard.connect(call);
    const restMs = random.waiting(2 * minutesMs) + 3 * secondsMs;
    later(call, restMs, () => (random.chance(0.25) ? hold(call) : end(call)));
    return happened(kind, call.inside);
  }

  function giveUp(call: Call, ringing: string): Omit<DayEvent, 'atMs'> {
    const { inside } = call;
    if (call.outside !== null) {
      switchboard.end(call);
      return happened('voicemail', [ringing]);
    }
    if (ringing !== '') switchboard.release(ringing);
    call.inside = inside.slice(0, 1);
    later(call, random.waiting(12 * secondsMs) + 2 * secondsMs, () => end(call));
    return happened('voicemail', inside);
  }

  function ring(call: Call, callee: string): Omit<DayEvent, 'atMs'> {
    switchboard.ring(call, callee);
    const isAnswered = random.chance(0.75);
    later(call, isAnswered ? random.waiting(6 * secondsMs) + 2 * secondsMs : 20 * secondsMs, () =>
      isAnswered ? talk(call, 'answer') : giveUp(call, callee),
    );
    return happened('ring', call.inside);
  }

  function beginCall(): Omit<DayEvent, 'atMs'> | null {
    const first = someone();
    if (first === undefined || !isFree(first)) return null;
    const number = first.fields.extnumber;
    const trunk = random.pick(trunks);
    const dice = random.next();
    if (dice < 0.35) {
      if (first.fields.dnd === 'on') return null;
      return ring(
        switchboard.open({ inside: [number], outside: outsideNumber(), trunk, isInbound: true }),
        number,
      );
    }
    if (dice < 0.55) {
      const outward = switchboard.open({ inside: [number], outside: outsideNumber(), trunk });
      switchboard.progress(outward);
      later(outward, random.waiting(8 * secondsMs) + 2 * secondsMs, () => talk(outward, 'answer'));
      return happened('dial', [number]);
    }
    const callee = someone();
    const inside = callee === undefined ? [number] : [number, callee.fields.extnumber];
    const canRing = callee !== undefined && callee !== first && isFree(callee) && callee.fields.dnd !== 'on';
    const inner = switchboard.open({ inside, trunk });
    switchboard.progress(inner);
    return canRing ? ring(inner, callee.fields.extnumber) : giveUp(inner, '');
  }

  function touchPhone(): Omit<DayEvent, 'atMs'> | null {
    const person = someone();
    if (person === undefined || person.fields.type.toUpperCase() === 'FXS') return null;
    const number = person.fields.extnumber;
    const comeBack = (): Omit<DayEvent, 'atMs'> | null => {
      const now = device.peek(number);
      if (now === undefined || !isAbsent(now)) return null;
      switchboard.release(number);
      return happened('return', [number]);
    };
    if (isAbsent(person)) return comeBack();
    if (!isFree(person)) return null;
    device.setStatus(number, random.chance(0.1) ? 'Unregistered' : 'Unavailable');
    agenda.add(random.waiting(4 * minutesMs) + 10 * secondsMs, comeBack);
    return happened('drop', [number]);
  }

  function toggleDnd(): Omit<DayEvent, 'atMs'> | null {
    const person = someone();
    if (person === undefined) return null;
    const isOn = person.fields.dnd === 'on';
    // Most people leave it off: switching on is rarer than switching off again.
    if (!isOn && !random.chance(0.2)) return null;
    device.set(person.fields.extnumber, { dnd: isOn ? 'off' : 'on' });
    return happened(isOn ? 'dnd-off' : 'dnd-on', [person.fields.extnumber]);
  }

  /** Something that keeps happening, the more often the more people there are. */
  function keepHappening(what: () => Omit<DayEvent, 'atMs'> | null, meanForOneMs: number): void {
    agenda.add(random.waiting(meanForOneMs / Math.max(1, device.peekAll().length)), () => {
      keepHappening(what, meanForOneMs);
      return what();
    });
  }

  function step(): DayEvent {
    for (let tries = 0; tries < triesForOneEvent; tries++) {
      const event = agenda.next()?.();
      if (event !== null && event !== undefined) return { ...event, atMs: agenda.nowMs() };
    }
    return { kind: 'nothing', extensions: [], atMs: agenda.nowMs() };
  }

  function playOn(): void {
    const waitMs = agenda.waitMs();
    if (pace <= 0 || waitMs === null) return;
    timer = setTimeout(() => {
      agenda.next()?.();
      playOn();
    }, waitMs / pace);
    timer.unref();
  }

  function stop(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  keepHappening(beginCall, meanMs.call);
  keepHappening(touchPhone, meanMs.phone);
  keepHappening(toggleDnd, meanMs.dnd);

  return {
    start() {
      if (pace <= 0 || timer !== null) return;
      while (agenda.nowMs() < 3 * minutesMs) agenda.next()?.();
      playOn();
    },
    stop,
    step,
    setPace(next) {
      stop();
      pace = next;
      playOn();
    },
    get simulatedMs() {
      return agenda.nowMs();
    },
  };
}
