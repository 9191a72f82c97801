/** What can go wrong on purpose: each fault is switched on by itself, for a path, for the next N times, or until cleared. */

/** Faults that come before a request can be read; a path does not narrow them. */
export type ConnectionFault =
  /** Nothing listens: connection refused. `times` does not apply, since the device never sees the attempt. */
  | { kind: 'refuse' }
  /** The connection is taken and dropped before TLS, as "web access control" does. */
  | { kind: 'drop' }
  /** The connection is taken and nothing is ever said, not even a TLS hello. */
  | { kind: 'silent' }
  /** Only TLS 1.0 and 1.1: nothing in common with a client of today. */
  | { kind: 'old-tls' };

/** Faults of what the device does with a request. */
export type RequestFault =
  /** The web server is up and what is behind it is not: this status (503 by default), and nothing done. */
  | { kind: 'starting'; httpStatus?: number }
  /** All tokens die before this request is looked at. */
  | { kind: 'token-killed' }
  /** Answered with this number and nothing done; 10017 and 10025 are the ones of the field notes. */
  | { kind: 'errno'; errno: number }
  /** Answered with a status that is not `Success` (`Failure`), with or without a number, and nothing done. */
  | { kind: 'failure'; status?: string; errno?: number | string }
  /** An update is answered with `Success` and not applied: the named fields only, or all of them. */
  | { kind: 'not-applied'; fields?: readonly string[] };

/** Faults of how the answer travels; the request was carried out before. */
export type AnswerFault =
  /** The request is read and never answered. */
  | { kind: 'no-headers' }
  /** Headers and half of the body, then nothing. */
  | { kind: 'stall-body' }
  /** Headers and half of the body, then a reset. */
  | { kind: 'reset-body' }
  /** A reset in place of the answer: done, and the answer lost. */
  | { kind: 'answer-lost' }
  /** The whole answer, late. */
  | { kind: 'delay'; delayMs: number }
  /** The whole answer, `bytes` at a time. */
  | { kind: 'slow-body'; bytes?: number; everyMs?: number }
  /** JSON that never ends. */
  | { kind: 'endless-body' }
  /** A whole HTTP answer with half of the JSON. */
  | { kind: 'truncated-json' }
  /** A page of HTML with HTTP 200. */
  | { kind: 'html' }
  /** JSON that says `Success` and has nothing of the right shape. */
  | { kind: 'wrong-shape' }
  /** Any JSON. */
  | { kind: 'json'; body: unknown }
  /** Any bytes. */
  | { kind: 'raw'; body: string | Uint8Array; contentType?: string }
  /** 500, 404, 401 … with a page of HTML. */
  | { kind: 'http'; httpStatus: number }
  /** By default 302, as port 80 sends. */
  | { kind: 'redirect'; location: string; httpStatus?: number };

export type Fault = ConnectionFault | RequestFault | AnswerFault;
export type FaultKind = Fault['kind'];

type WithoutDetails<T extends Fault> = T extends unknown
  ? Pick<T, 'kind'> extends T
    ? T['kind']
    : never
  : never;
/** Faults that need no details can be named by their kind alone. */
export type FaultName = WithoutDetails<Fault>;

export interface FaultScope {
  /** For the next N connections or requests; until cleared by default. */
  times?: number;
  /** For requests of this path only, for example `extension/update`. */
  path?: string;
}

export interface Faults {
  /** Several faults can be on together; setting a kind again for the same path replaces it. */
  set(fault: Fault | FaultName, scope?: FaultScope): void;
  /** Switches one kind off, or all. Resolves when the device listens again. */
  clear(kind?: FaultKind): Promise<void>;
  active(): { fault: Fault; path: string | null; timesLeft: number }[];
}

export interface FaultBoard extends Faults {
  /** The first fault of these kinds for this path, counted as used; null when there is none. */
  take<K extends FaultKind>(kinds: readonly K[], path: string | null): Extract<Fault, { kind: K }> | null;
}

export const answerFaultKinds = [
  'no-headers',
  'stall-body',
  'reset-body',
  'answer-lost',
  'delay',
  'slow-body',
  'endless-body',
  'truncated-json',
  'html',
  'wrong-shape',
  'json',
  'raw',
  'http',
  'redirect',
] as const;

/** `apply` is called after every change, for the faults that the listener itself must carry out. */
export function createFaultBoard(apply: (kinds: ReadonlySet<FaultKind>) => Promise<void>): FaultBoard {
  let active: { fault: Fault; path: string | null; timesLeft: number }[] = [];
  const kinds = (): Set<FaultKind> => new Set(active.map(({ fault }) => fault.kind));

  return {
    set(given, scope = {}) {
      const fault: Fault = typeof given === 'string' ? { kind: given } : given;
      const path = scope.path ?? null;
      active = active.filter((other) => other.fault.kind !== fault.kind || other.path !== path);
      active.push({ fault, path, timesLeft: scope.times ?? Infinity });
      void apply(kinds());
    },
    async clear(kind) {
      active = kind === undefined ? [] : active.filter(({ fault }) => fault.kind !== kind);
      await apply(kinds());
    },
    active: () => active.map((entry) => ({ ...entry })),
    take<K extends FaultKind>(wanted: readonly K[], path: string | null) {
      const isWanted = (fault: Fault): fault is Extract<Fault, { kind: K }> =>
        (wanted as readonly FaultKind[]).includes(fault.kind);
      for (const entry of active) {
        if (!isWanted(entry.fault) || (entry.path !== null && entry.path !== path)) continue;
        entry.timesLeft--;
        if (entry.timesLeft <= 0) {
          active = active.filter((other) => other !== entry);
          void apply(kinds());
        }
        return entry.fault;
      }
      return null;
    },
  };
}
