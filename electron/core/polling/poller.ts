/** Polls the PBX at a pace that fits who is looking: never twice at once, rarely while nobody can see it. */

import type { Failure } from '../../contract/failure.ts';
import { pollFailurePolicy, type PollFailurePolicy } from './poll-failure-policy.ts';
import { createListeners } from '../lib/listeners.ts';
import { createSleepAwareTimer, type MissedTime } from '../lib/sleep-aware-timer.ts';
import { createFairShare } from './fair-share.ts';
import {
  backoff,
  intervalFor,
  jitter,
  pausedInterval,
  recheckPause,
  staleAfter,
  type Audience,
} from './pace.ts';
import { createPollAttempt, type PollAttempt } from './poll-attempt.ts';
import { createPollOutcomes } from './poll-outcomes.ts';
import type { PauseReason, Poller, PollerPorts, PollerState, PollReason } from './poller-port.ts';

/** Events come in bursts; one poll answers those of a second. */
const burstMs = 1_000;
/** A poll older than this, when the network changes or the machine wakes, most likely hangs in what was before. */
const overtakenAfterMs = 2_000;
/** How often a sleep is looked for while a poll is under way or a sleep was announced. */
const pulseMs = 5_000;
/** How much slower a PBX is tried that seems to have blocked us. */
const silentFactor = 2;
/** A machine that is still awake this long after announcing its sleep didn't go to sleep. */
const sleepComesWithinMs = 60_000;

/** Idle until started. */
export function createPoller(ports: PollerPorts): Poller {
  const { poll, clock, random, intervals, packets, log } = ports;
  const fair = createFairShare();
  const outcomes = createPollOutcomes();
  const timer = createSleepAwareTimer(clock, onMissedTime);
  const listeners = createListeners(log);
  const pausedBecause = new Set<PauseReason>();
  let phase: 'new' | 'started' | 'stopped' = 'new';
  let audience: Audience = { panelOpen: false, hasAlerts: false };
  let slowDown = 1;
  let verdict: PollFailurePolicy = 'retry';
  let attempt: PollAttempt | undefined;
  /** Failures since something last looked promising; the wait grows with them. */
  let backoffStep = 0;
  /** Nobody was looking at some time since the latest answer. */
  let missedTime = false;
  // All on the uptime clock, which nobody sets.
  let sleepAnnouncedAtMs = 0;
  let pausedAtMs = 0;
  let confirmedAtMs: number | null = null;
  let beganAtMs = -Infinity;
  let settledAtMs = -Infinity;
  let next: { readonly dueAtMs: number; readonly soon: boolean } | undefined;
  let settledIntervalMs = 0;
  let reported = '';

  /** What polls cost in the long run. */
  const intervalMs = () => Math.max(quickIntervalMs(), packets?.sustainedIntervalMs() ?? 0);
  /** The next poll may come sooner than can be kept up, as long as the budget lasts. */
  const quickIntervalMs = () => (Math.max(1, intervalFor(audience, intervals())) * slowDown) / fair.share;
  const untilAffordableMs = () => packets?.waitMs('poll') ?? 0;
  const staleAfterMs = () => staleAfter(Math.max(intervalMs(), settledIntervalMs));
  const toWall = (uptimeMs: number) => Math.round(clock.now() + uptimeMs - clock.uptimeMs());

  const kind = () => (attempt ? 'polling' : next ? 'waiting' : 'idle');

  function state(): PollerState {
    return {
      kind: kind(),
      nextAt: next ? toWall(next.dueAtMs) : null,
      consecutiveFailures: outcomes.failures,
      lastFailure: outcomes.lastFailure,
      blocked: verdict !== 'retry',
      confirmedAt: confirmedAtMs === null ? null : toWall(confirmedAtMs),
      pausedBecause: [...pausedBecause],
    };
  }

  function reportState() {
    // While all is well, nobody needs to hear about each poll.
    const { failures } = outcomes;
    const activity = failures > 0 ? [kind(), next?.dueAtMs] : [kind() === 'idle'];
    const news = JSON.stringify([
      ...activity,
      failures,
      verdict,
      confirmedAtMs === null,
      [...pausedBecause],
      staleAfterMs(),
    ]);
    if (news === reported) return;
    reported = news;
    listeners.notify();
  }

  /** A resume may go unannounced; the clocks still show it. */
  function onMissedTime({ slept, jumpMs }: MissedTime) {
    log.info('poller.missed-time', { slept, jumpMs });
    missedTime = true;
    if (!slept) return;
    backoffStep = 0;
    pausedBecause.delete('sleep');
    attempt?.overtake();
  }

  function begin() {
    timer.disarm();
    next = undefined;
    beganAtMs = clock.uptimeMs();
    attempt = createPollAttempt(beganAtMs);
    lookAfter(attempt);
    void run(attempt);
    reportState();
  }

  async function run(current: PollAttempt) {
    const hadOutage =
      confirmedAtMs !== null && outcomes.failures > 0 && beganAtMs - confirmedAtMs > staleAfterMs();
    const circumstances = {
      get afterPause() {
        timer.check();
        return missedTime || hadOutage;
      },
    };
    let failure: Failure | undefined;
    try {
      await poll(current.signal, circumstances);
    } catch (error) {
      failure = current.failureOf(error);
    }
    if (phase === 'stopped') return;
    timer.disarm();
    attempt = undefined;
    settledAtMs = clock.uptimeMs();
    settledIntervalMs = intervalMs();
    if (failure) fail(failure, current);
    else succeed(settledAtMs - current.beganAtMs);
    plan(failure !== undefined && current.again && pausedBecause.size === 0 ? 'soon' : 'in-turn');
  }

  function succeed(tookMs: number) {
    fair.noteAnswer(tookMs);
    if (confirmedAtMs !== null && outcomes.wasAway) fair.noteReturn();
    confirmedAtMs = settledAtMs;
    outcomes.addAnswer();
    backoffStep = 0;
    verdict = 'retry';
    pausedBecause.delete('no-network');
    missedTime = pausedBecause.has('sleep');
  }

  function fail(failure: Failure, current: PollAttempt) {
    const needed = pollFailurePolicy(failure.code);
    // What fails because we ended it, or because the machine goes to sleep, says nothing about the PBX.
    if (needed === 'retry' && (current.wasOvertaken || pausedBecause.size > 0)) return;
    backoffStep += 1;
    if (failure.code === 'network.timeout') fair.noteTimeout();
    outcomes.addFailure(failure);
    verdict = current.overruled && needed === 'person' ? 'retry' : needed;
    const blocked = verdict !== 'retry';
    log.warn('poller.failed', { code: failure.code, failures: outcomes.failures, blocked });
  }

  /** While a poll takes long: checks whether the machine slept, and gives the poll up in time. */
  function lookAfter(current: PollAttempt) {
    timer.arm(pulseMs, () => {
      current.endIfTooLong(clock.uptimeMs());
      lookAfter(current);
    });
  }

  /** Sets the timer for whatever comes next. */
  function plan(when: 'soon' | 'in-turn') {
    if (phase === 'started' && !attempt) {
      timer.disarm();
      next = undefined;
      if (pausedBecause.has('sleep')) timer.arm(pulseMs, lookForWaking);
      else if (verdict !== 'person') wait(when === 'soon');
    }
    reportState();
  }

  function wait(soon: boolean) {
    const now = clock.uptimeMs();
    const dueAtMs = soon
      ? beganAtMs + burstMs
      : pausedBecause.size > 0
        ? Math.max(settledAtMs, pausedAtMs) + jitter(pausedInterval(audience), random)
        : backoffStep > 0
          ? now + pauseAfterFailureMs()
          : settledAtMs + jitter(quickIntervalMs(), random);
    next = { dueAtMs: Math.max(now + untilAffordableMs(), dueAtMs), soon };
    timer.arm(next.dueAtMs - now, begin);
  }

  function pauseAfterFailureMs(): number {
    if (verdict === 'recheck') return recheckPause(backoffStep, random);
    return backoff(backoffStep, random) * (outcomes.isSilent ? silentFactor : 1);
  }

  /** The pace has changed: restarts a wait that depends on it. */
  function replan() {
    if (next && !next.soon && backoffStep === 0) plan('in-turn');
    else reportState();
  }

  function lookForWaking() {
    const mayStillCome = clock.uptimeMs() - sleepAnnouncedAtMs < sleepComesWithinMs;
    if (pausedBecause.has('sleep') && mayStillCome) plan('in-turn');
    else resume('sleep');
  }

  function resume(...reasons: PauseReason[]) {
    for (const reason of reasons) pausedBecause.delete(reason);
    if (pausedBecause.size === 0) pollNow('resumed');
    if (!next?.soon) plan('in-turn');
    reportState();
  }

  /** Whether the reasons to pause leave room for a poll. */
  function leavesRoom(reason: PollReason): boolean {
    if (pausedBecause.has('sleep') || pausedBecause.has('lock')) return false;
    return pausedBecause.size === 0 || reason === 'opened' || reason === 'asked';
  }

  function pollNow(reason: PollReason) {
    if (phase !== 'started') return;
    timer.check();
    if (verdict === 'person' || !leavesRoom(reason)) return;
    backoffStep = 0;
    const sinceMs = clock.uptimeMs() - (attempt?.beganAtMs ?? beganAtMs);
    if (attempt) {
      attempt.again = true;
      if ((reason === 'network' || reason === 'resumed') && sinceMs >= overtakenAfterMs) attempt.overtake();
    } else if (untilAffordableMs() > 0) plan('soon');
    else if (sinceMs >= burstMs) begin();
    else if (outcomes.failures > 0 || missedTime) plan('soon');
  }

  return {
    start() {
      if (phase !== 'new') return;
      phase = 'started';
      pollNow('started');
      if (!attempt) plan('in-turn');
    },
    stop() {
      phase = 'stopped';
      timer.disarm();
      next = undefined;
      attempt?.abandon();
      attempt = undefined;
      reportState();
      listeners.clear();
    },
    state,
    subscribe: (listener) => listeners.subscribe(listener),
    setAudience(now) {
      const opened = now.panelOpen && !audience.panelOpen;
      audience = now;
      if (opened && (pausedBecause.has('sleep') || pausedBecause.has('lock'))) resume('sleep', 'lock');
      else if (opened) pollNow('opened');
      replan();
    },
    setSlowDown(factor) {
      if (factor === slowDown) return;
      slowDown = factor;
      replan();
    },
    setPaused(reason, on) {
      if (pausedBecause.has(reason) === on) return;
      if (!on) return resume(reason);
      // A sleep may be announced after it is over: the gap between the clocks belongs to the time before this pause.
      timer.check();
      pausedBecause.add(reason);
      pausedAtMs = clock.uptimeMs();
      // A locked screen still polls now and then: what is found is no older than that.
      if (reason !== 'lock') missedTime = true;
      if (reason === 'sleep') sleepAnnouncedAtMs = clock.uptimeMs();
      if (attempt) attempt.again = true;
      plan('in-turn');
    },
    pollNow,
    retryNow() {
      verdict = 'retry';
      // A person is there, whatever was announced.
      for (const reason of ['sleep', 'lock'] as const) pausedBecause.delete(reason);
      if (attempt) attempt.overruled = true;
      // A person's click isn't part of a burst of events.
      if (outcomes.failures > 0 || pausedBecause.size > 0) beganAtMs = -Infinity;
      pollNow('asked');
      reportState();
    },
    staleAfterMs,
  };
}
