/** The calls of my own phone on one PBX: made, followed, transferred, ended. */

import { isMineToEnd, isTransferable } from '../../contract/calls.ts';
import type { Calling, CallParty, CallStage, OutsideCall } from '../../contract/calls.ts';
import type { PresenceState } from '../../contract/presence.ts';
import { AppError, isAppError } from '../app-error.ts';
import { createTimer } from '../lib/timer.ts';
import type { CurrentCall } from '../pbx/extension-detail.ts';
import type { Clock } from '../ports.ts';
import { callProgress, isPickedUp, type FollowedCall } from './call-progress.ts';
import { explainRefusal, refusalBefore, type Caller } from './call-refusal.ts';
import { createListLag } from './list-lag.ts';
import type { MyPhone } from './my-phone.ts';
import { isInUse, outboundCallTo, outsideCallsNow } from './outside-calls.ts';

/** A stage with details to show. */
export type ShownStage = Exclude<CallStage, { readonly kind: 'off' | 'link' | 'idle' }>;

export interface PhoneCalls {
  readonly stage: ShownStage | null;
  /** A call is under way that was made here. */
  readonly isFollowing: boolean;
  readonly outside: Pick<Calling, 'others' | 'transferable'>;
  /** @throws AppError `call.under-way` */
  dial(party: CallParty, kind: 'colleague' | 'outside'): void;
  /** @throws AppError `call.under-way` */
  transfer(colleague: CallParty): void;
  /** Ends the call that `isEndable` means; a failure shows in `stage`. */
  hangUp(): Promise<void>;
  dismiss(): void;
  /** The list may say something else of the two phones. */
  refresh(): void;
  stop(): void;
}

export interface PhoneCallsPorts {
  readonly phone: MyPhone;
  readonly clock: Clock;
  /** What the list says; null while it isn't live. */
  readonly stateOf: (number: string) => PresenceState | null;
  /** Whether my extension is barred from calling outside, as far as is known. */
  readonly isRestricted: () => boolean;
  /** The outside calls that I am on, by the latest query of my own extension. */
  readonly outsideCalls: () => readonly CurrentCall[];
  /** Asks for them again. */
  readonly readCalls: () => void;
  /** Someone can see whether a call can be transferred. */
  readonly isWatched: () => boolean;
  readonly changed: () => void;
}

type FailedAction = Extract<ShownStage, { readonly kind: 'failed' }>['action'];
type Party = CallParty & { readonly startedAt: number };

/** How long the end of a call is shown, or what failed about one. */
const shownMs = {
  'hung-up': 5_000,
  'not-picked-up': 12_000,
  transferred: 6_000,
  gone: 12_000,
  /** What is over already can still be read. */
  over: 5_000,
  failed: 60_000,
};
/** A phone that hasn't rung by then isn't going to: longer than a poll takes at any pace. */
const ringsWithinMs = 45_000;
/** How often an outside call that hasn't been answered yet is checked. */
const outsideEveryMs = 3_000;
/** One call may follow another between two readings of my row, so calls are checked this often. */
const callsEveryMs = 15_000;

export function createPhoneCalls(ports: PhoneCallsPorts): PhoneCalls {
  const { phone, clock, stateOf, changed, readCalls } = ports;
  /** What was asked of the PBX and is not answered yet. */
  let asking: { readonly kind: 'asking' | 'transferring'; readonly party: Party } | null = null;
  let followed: { readonly call: FollowedCall; readonly party: Party } | null = null;
  /** The last news, over what is being followed. */
  let shown: { readonly stage: ShownStage; readonly isOver: () => boolean } | null = null;
  let stopped = false;
  const shownTimer = createTimer(clock);
  const ringTimer = createTimer(clock);
  const callsTimer = createTimer(clock);
  const outsideTimer = createTimer(clock);

  const mine = (): PresenceState | null => stateOf(phone.number);
  const lag = createListLag(clock, mine);
  const caller = (): Caller => ({
    number: phone.number,
    state: mine(),
    isRestricted: ports.isRestricted(),
  });
  const party = ({ number, name }: CallParty): Party => ({ number, name, startedAt: clock.now() });

  function showStage(stage: ShownStage | null, forMs?: number, isOver = () => false): void {
    shownTimer.cancel();
    shown = stage && { stage, isOver };
    if (forMs !== undefined) shownTimer.set(forMs, () => showStage(null));
    if (!stopped) changed();
  }

  /** Shown for a while, or until what it's about is over. */
  function showFailure(action: FailedAction, error: unknown, whom: Party, isOver: () => boolean): void {
    const failure = explainRefusal(error, caller(), whom);
    const forMs = failure.code === 'call.gone' ? shownMs.gone : shownMs.failed;
    showStage({ kind: 'failed', action, failure, ...whom }, forMs, isOver);
  }

  /** Both phones are free, after one of them was not. */
  function oncePhonesAreFree(theirNumber: string | null): () => boolean {
    const areFree = (): boolean =>
      mine() === 'free' && (theirNumber === null || stateOf(theirNumber) === 'free');
    let wereFree = areFree();
    return () => {
      const wereBusy = !wereFree;
      wereFree &&= areFree();
      return wereBusy && areFree();
    };
  }

  function begin(call: FollowedCall, whom: Party): void {
    followed = { call, party: whom };
    ringTimer.set(ringsWithinMs, () => {
      if (followed?.party === whom && !followed.call.sawMineRing && !isPickedUp(followed.call))
        end('not-picked-up');
    });
    refresh();
  }

  function end(because: 'hung-up' | 'not-picked-up'): void {
    const ended = followed;
    followed = null;
    ringTimer.cancel();
    // No one knows whether a lost call was ever made, so there is no end to show.
    if (ended === null || ended.call.kind === 'unknown') return showStage(null);
    showStage({ kind: 'ended', because, ...ended.party }, shownMs[because]);
  }

  function outsideNow(): readonly OutsideCall[] {
    return outsideCallsNow(ports.outsideCalls(), phone.number, mine());
  }

  /** The one that was made here. */
  function ours(calls: readonly OutsideCall[]): OutsideCall | undefined {
    return followed?.call.isOutside === true ? outboundCallTo(followed.party.number, calls) : undefined;
  }

  function readAgain(): void {
    if (!isInUse(mine()) || !ports.isWatched()) return;
    readCalls();
    refresh();
  }

  function refresh(): void {
    lag.refresh();
    if (isInUse(mine()) && ports.isWatched() && !callsTimer.isSet) callsTimer.set(callsEveryMs, readAgain);
    if (shown?.isOver() === true) showStage(shown.stage, shownMs.over);
    if (followed === null) return changed();
    const { call, party: whom } = followed;
    const calls = outsideNow();
    const own = ours(calls);
    const next = callProgress(call, {
      mine: mine(),
      theirs: call.isOutside ? null : stateOf(whom.number),
      outside: own?.phase ?? null,
      others: calls.filter((one) => one !== own).map(({ phase }) => phase),
    });
    if (next.kind === 'hung-up' || next.kind === 'not-picked-up') return end(next.kind);
    followed = { call: next, party: whom };
    // My own row says nothing of whether an outside number has answered.
    if (next.isOutside && next.kind === 'ringing-them' && !outsideTimer.isSet)
      outsideTimer.set(outsideEveryMs, readCalls);
    changed();
  }

  /** Whether to go on: hanging up while it waits takes the call back. */
  async function waitForList(whom: Party): Promise<boolean> {
    const waiting = { kind: 'asking', party: whom } as const;
    asking = waiting;
    showStage(null);
    await lag.untilCaughtUp();
    return asking === waiting && !stopped;
  }

  async function ring(whom: Party, kind: 'colleague' | 'outside'): Promise<void> {
    if (lag.isBehind && !(await waitForList(whom))) return;
    const theirs = kind === 'colleague' ? stateOf(whom.number) : null;
    try {
      const refusal = refusalBefore(caller(), whom);
      if (refusal !== undefined) throw refusal;
      asking = { kind: 'asking', party: whom };
      showStage(null);
      const answer = await phone.dial({ kind, number: whom.number });
      asking = null;
      if (stopped) return;
      begin(
        {
          kind: answer === 'accepted' ? 'ringing-mine' : 'unknown',
          isOutside: kind === 'outside',
          sawMineRing: false,
          theirsIsOurs: theirs === 'free',
        },
        whom,
      );
    } catch (error) {
      asking = null;
      showFailure('dial', error, whom, oncePhonesAreFree(kind === 'colleague' ? whom.number : null));
    }
  }

  async function handOver(to: Party): Promise<void> {
    asking = { kind: 'transferring', party: to };
    showStage(null);
    const call = outsideNow().find(isTransferable);
    const isGone = (): boolean => !outsideNow().some(({ key }) => key === call?.key);
    try {
      const answer = await phone.transferTo(to.number, ({ key }) => key === call?.key);
      asking = null;
      if (answer === 'unanswered')
        return showStage({ kind: 'unknown', action: 'transfer', ...to }, shownMs.failed);
      // A colleague whom I asked first is still on the line.
      if (followed?.call.isOutside === true) followed = null;
      showStage({ kind: 'transferred', ...to }, shownMs.transferred);
    } catch (error) {
      asking = null;
      showFailure('transfer', error, to, isAppError(error, 'call.gone') ? () => false : isGone);
    }
    readCalls();
  }

  /** What was dialled outside is no call of mine at the PBX before I pick up: until then my phone rings for it alone. */
  async function endOurs({ call }: { readonly call: FollowedCall }): Promise<void> {
    const own = ours(outsideNow());
    if (!call.isOutside || own === undefined) await phone.hangUp();
    else await phone.hangUpOutside(({ key }) => key === own.key);
  }

  async function endOutside(): Promise<void> {
    const call = outsideNow().find(isMineToEnd);
    if (call !== undefined) await phone.hangUpOutside(({ key }) => key === call.key);
  }

  return {
    get stage(): ShownStage | null {
      if (asking !== null) return { kind: asking.kind, ...asking.party };
      if (shown !== null) return shown.stage;
      if (followed === null) return null;
      const { kind } = followed.call;
      return kind === 'unknown' ? { kind, action: 'dial', ...followed.party } : { kind, ...followed.party };
    },
    get isFollowing() {
      return asking !== null || followed !== null;
    },
    get outside() {
      const all = outsideNow();
      const own = asking === null && shown === null ? ours(all) : undefined;
      return {
        others: all.filter((call) => call !== own),
        transferable: all.find(isTransferable) ?? null,
      };
    },
    dial(whom, kind) {
      if (asking !== null || followed !== null) throw new AppError('call.under-way');
      void ring(party(whom), kind);
    },
    transfer(colleague) {
      if (asking !== null) throw new AppError('call.under-way');
      void handOver(party(colleague));
    },
    async hangUp() {
      if (asking?.kind === 'asking' && lag.isBehind) {
        asking = null;
        lag.stop();
        return showStage(null);
      }
      const ending = followed;
      const whom = ending?.party ?? party({ number: outsideNow().find(isMineToEnd)?.number ?? '', name: '' });
      showStage(null);
      try {
        await (ending === null ? endOutside() : endOurs(ending));
      } catch (error) {
        // It is over already, which is what was wanted.
        if (!isAppError(error, 'call.gone'))
          return showFailure('hang-up', error, whom, oncePhonesAreFree(null));
      }
      lag.callEnded();
      if (followed !== null && followed === ending) end('hung-up');
      readCalls();
    },
    dismiss() {
      if (shown === null && followed?.call.kind === 'unknown') followed = null;
      showStage(null);
    },
    refresh,
    stop() {
      stopped = true;
      lag.stop();
      for (const timer of [shownTimer, ringTimer, callsTimer, outsideTimer]) timer.cancel();
    },
  };
}
