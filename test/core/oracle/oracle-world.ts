/** For the oracle: programs as they are, on a steered clock, with disks that can fail and lives that can end, before one device. */

import { setImmediate } from 'node:timers/promises';
import type { RowState } from '../../../electron/contract/my-extension/my-extension.ts';
import type { SettingChange, SettingName } from '../../../electron/contract/my-extension/settings.ts';
import { toFailure } from '../../../electron/core/app-error.ts';
import { editableSettings } from '../../../electron/core/my-extension/check-change.ts';
import { openJournal } from '../../../electron/core/my-extension/journal.ts';
import {
  createLiveExtension,
  type LiveExtension,
  type LiveView,
} from '../../../electron/core/my-extension/live-extension.ts';
import { changesIn, createPresets } from '../../../electron/core/my-extension/presets.ts';
import { changesFor } from '../../../electron/core/my-extension/status.ts';
import type { Settings } from '../../../electron/core/settings/settings-schema.ts';
import type { Payload } from '../../../electron/contract/requests.ts';
import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';
import { createSteeredClock } from '../../steered-clock.ts';
import { createTranslate } from '../../../electron/contract/text/translate.ts';
import { wordExperience } from '../../../electron/contract/my-extension/word-experience.ts';
import { wordStatus } from '../../../electron/contract/my-extension/word-status.ts';
import { silentLog } from '../fixtures/start-core.ts';
import { createOracleDevice, me, type DeviceOptions, type Fault, type Life } from './oracle-device.ts';
import {
  createOracle,
  inForce,
  isSameToCallers,
  neverEnding,
  settings,
  stateOf,
  textsOf,
  type Decided,
  type Setting,
} from './oracle-model.ts';
import { cutPower, journalOn, type OracleDisk } from './oracle-disk.ts';
import { createOracleScreen } from './oracle-screen.ts';
import { sentencesOf, type PhoneState } from './oracle-sentence.ts';

const english = createTranslate('en');

/** What the person does with the newest of what the screen offers. */
export type Answer = 'undo' | 'keep' | 'mine' | 'theirs' | 'end-now' | 'turn-off' | 'confirm';

interface Program {
  readonly index: number;
  life: Life;
  live: LiveExtension;
  readonly disk: OracleDisk;
  /** It has no memory of an earlier run, and has not read anything yet. */
  isNew: boolean;
  /** They outlive a restart: they are in another file. */
  presets: Settings['presets'];
  /** Only edits and statuses so far, and nothing else has touched the setting: what must come of it is known. */
  readonly decisions: Map<Setting, Decided[]>;
}

export async function createOracleWorld(options: DeviceOptions) {
  const clock = createSteeredClock();
  let ids = 0;
  /** Settings that someone else, a fault or another kind of decision has touched: their end is not foretold. */
  const unforetold = new Set<Setting>();
  /** Every end that a person has set. */
  const ends = new Set<number>();
  /** What my phone is doing. */
  let phone: PhoneState = 'free';
  const oracle = () => judge;
  const pbx = createOracleDevice(clock, options, {
    firstPin: (program, pin) => oracle().accepts(program, 'voicemailPin', pin),
    update: (program, body, justRead) => oracle().update(program, body, pbx.fields(), justRead),
    changed: (program, before) => oracle().changed(program, before, pbx.fields()),
  });
  const firstFields = { ...pbx.fields() };
  const judge = createOracle(2, firstFields, options.offRules, me);
  const programs: Program[] = [];
  let isReassigned = false;
  /** Nobody has said yet that the number is theirs after all. */
  let isStranger = false;
  const others = (): string =>
    JSON.stringify(pbx.device.list().filter(({ fields }) => isStranger || fields.extnumber !== me));
  let othersAtFirst = others();

  const screen = createOracleScreen(() => pbx.fields(), options.offRules);
  const texts = () => textsOf(pbx.fields(), options.offRules);

  const nameOf = (number: string): string =>
    pbx.device.list().find(({ fields }) => fields.extnumber === number)?.fields.username ?? '';

  async function begin(program: Program): Promise<void> {
    const life: Life = {
      pinTold: '',
      told: null,
      alive: true,
      fault: 'none',
      fullDisk: 0,
      die: () => (life.alive = false),
      foreign: () => undefined,
    };
    program.life = life;
    const { journal } = await openJournal({
      file: journalOn(program.disk, life),
      now: () => clock.now(),
      log: silentLog,
    });
    const client = pbx.client(program.index, life);
    // What one program runs must not run on when its life has ended: timers of both are on one clock.
    const timers = {
      ...clock,
      now: () => clock.now(),
      uptimeMs: () => clock.uptimeMs(),
      after: (ms: number, act: () => void) => clock.after(ms, () => life.alive && act()),
    };
    program.live = createLiveExtension({
      number: me,
      call: (work) => work(client, ''),
      journal,
      clock: timers,
      log: silentLog,
      newId: () => `c${String((ids += 1))}`,
      editable: editableSettings(null),
      dialling: () => ({ internationalPrefix: '00' }),
      nameOf,
      deadEnds: () => [],
      myState: () => phone,
      tell: { foreign: () => undefined, endAsks: () => undefined, reminder: () => undefined },
      changed: () => life.alive && look(program),
    });
    program.live.setLive(true);
    // The disk was full from the first reading to the end: for the next run, what is there now is the beginning.
    const isNew = !(program.disk.text ?? '')
      .split('\n')
      .slice(0, -1)
      .some((line) => line.includes('"known"'));
    if (isNew) program.isNew = true;
  }

  /** The screen is drawn: what it shows of the device is known from now on. */
  function look(program: Program): void {
    const view = program.live.view();
    if (view === null || view.stranger !== null) return;
    if (program.isNew)
      for (const setting of settings)
        judge.accepts(program.index, setting, screen.onScreen(view, program.life.pinTold)[setting]);
    program.isNew = false;
    judge.shown(program.index, screen.onScreen(view, program.life.pinTold));
  }

  async function pass(ms: number): Promise<void> {
    const end = clock.uptimeMs() + ms;
    while (clock.uptimeMs() < end) {
      await clock.advance(Math.min(pbx.isBusy() ? 1_000 : 60_000, end - clock.uptimeMs()));
      pbx.catchUp();
      await reviveDead();
    }
    await clock.advance(0);
    await reviveDead();
  }

  async function reviveDead(): Promise<void> {
    for (const program of programs)
      if (!program.life.alive) {
        // What was being written when the power went may be there in part: nobody can say what was decided.
        if (cutPower(program.disk)) for (const setting of settings) unforetold.add(setting);
        await begin(program);
      }
  }

  /** Until nobody is in the middle of something, or it takes very long. */
  async function quiet(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) {
      const isBusy = programs.some(({ live }) => {
        const view = live.view();
        return (
          view?.reading === true ||
          live.edits.gathered !== null ||
          Object.values(view?.rows ?? {}).some(({ kind }) => kind === 'saving')
        );
      });
      if (!isBusy && turn > 0) return;
      await pass(turn < 4 ? 700 : 5_000);
    }
  }

  function foreign(fields: Partial<ExtensionFields>): void {
    const before = { ...pbx.fields() };
    pbx.device.set(me, fields);
    judge.foreign(before, pbx.fields());
    const [was, is] = [textsOf(before, 'kept'), textsOf(pbx.fields(), 'kept')];
    for (const setting of settings) if (was[setting] !== is[setting]) unforetold.add(setting);
  }

  /** What the header and the page say is what the device would do with these fields. */
  function checkStatus({ kind, experience, confirmed }: LiveView['status'], fields: ExtensionFields): void {
    if (!confirmed) return;
    const said = [kind, wordStatus(experience, english, null).spoken, wordExperience(experience, english)];
    const { header, whole } = sentencesOf(fields, phone, nameOf);
    const done = [stateOf(fields), header, whole];
    if (said.join(' | ') !== done.join(' | '))
      judge.violations.push(`shown is "${said.join(' | ')}", the device does "${done.join(' | ')}"`);
  }

  /** Only ends that a person set are shown, and of what is on by their hand alone the very end. */
  function checkEnds(program: Program, { status, timed, stranger }: LiveView): void {
    for (const until of [status.until, ...timed.map((one) => one.until)])
      if (until !== null && !ends.has(until))
        judge.violations.push(`nobody has set the end ${String(until)}`);
    if (!status.confirmed || status.kind === 'normal' || stranger !== null) return;
    const setting = status.kind === 'forwarding' ? 'forwardAll' : 'doNotDisturb';
    const decided = programs.filter(({ decisions }) => (decisions.get(setting) ?? []).length > 0);
    if (decided.some((one) => one !== program) || unforetold.has(setting)) return;
    const first = textsOf(firstFields, options.offRules)[setting];
    const { value, untilMs } = inForce(first, program.decisions.get(setting) ?? [], clock.now(), 'off');
    if (value === texts()[setting] && untilMs !== status.until)
      judge.violations.push(
        `${setting} is shown until ${String(status.until)}, and was decided until ${String(untilMs)}`,
      );
  }

  function check(program: Program): void {
    const view = program.live.view();
    if (view === null) return;
    if (view.stranger === null && !pbx.isBusy() && view.readFailure === null) {
      judge.checkRows(program.index, screen.onScreen(view, program.life.pinTold), view.rows);
      if (view.readAt === clock.now()) checkStatus(view.status, pbx.fields());
    }
    if (program.life.told !== null) checkStatus(view.status, program.life.told);
    checkEnds(program, view);
    const told = `${program.disk.text ?? ''}${JSON.stringify(view)}`;
    if (/7071\d{4}|9099\d{4}/.test(told)) judge.violations.push('a PIN is on disk or on the screen');
    if (others() !== othersAtFirst) judge.violations.push('another extension was written to');
  }

  for (const index of [0, 1]) {
    const program = {
      index,
      disk: { text: null, pending: '' },
      presets: [],
      isNew: true,
      decisions: new Map(settings.map((setting) => [setting, []])),
    } as unknown as Program;
    programs.push(program);
    await begin(program);
  }
  await pass(10);

  const at = (index: number): Program => {
    const found = programs[index];
    if (found === undefined) throw new Error('no such program');
    return found;
  };

  function presetsOf(program: Program) {
    return createPresets({
      settings: {
        get current() {
          return { presets: program.presets };
        },
        change(by) {
          program.presets = by({ presets: program.presets }).presets;
          return Promise.resolve();
        },
      },
      editable: editableSettings(null),
      told: () => program.live.told(),
      deadEnds: () => [],
    });
  }

  function decide(
    program: Program,
    changes: readonly SettingChange[],
    untilMs: number | null,
    why: 'me' | 'preset' = 'me',
  ): string {
    const view = program.live.view();
    if (view === null || view.stranger !== null) return 'unread';
    const endOf = (setting: Setting): number | null => (neverEnding.includes(setting) ? null : untilMs);
    for (const change of changes) {
      const setting = change.setting as Setting;
      const after = screen.textOf(change, view);
      judge.chooses(
        program.index,
        setting,
        after,
        screen.seen(view, program.life.pinTold, setting),
        endOf(setting) !== null,
      );
    }
    if (untilMs !== null) ends.add(untilMs);
    let id: string;
    try {
      id = program.live.edits.decide({ changes, why, until: untilMs, anyway: true });
    } catch (error) {
      return toFailure(error).code;
    }
    for (const change of changes) {
      const setting = change.setting as Setting;
      const list = program.decisions.get(setting) ?? [];
      list.push({ id, value: screen.textOf(change, view), atMs: clock.now(), untilMs: endOf(setting) });
    }
    return 'done';
  }

  return {
    clock,
    judge,
    unforetold,
    fields: () => pbx.fields(),
    texts,
    pass,
    quiet,
    view: (index: number) => at(index).live.view(),
    disk: (index: number) => at(index).disk.text,
    arm(index: number, fault: Fault, meanwhile: Partial<ExtensionFields>): void {
      const { life } = at(index);
      life.fault = fault;
      life.foreign = () => {
        if (!isReassigned) foreign(meanwhile);
      };
      if (fault !== 'none') for (const setting of settings) unforetold.add(setting);
    },
    calm(): void {
      for (const { life } of programs) Object.assign(life, { fault: 'none', fullDisk: 0 });
    },
    set: (index: number, change: SettingChange, untilMs: number | null) =>
      decide(at(index), [change], untilMs),
    status(
      index: number,
      status: Exclude<Payload<'status.set'>['status'], { kind: 'preset' }>,
      untilMs: number | null,
    ) {
      const program = at(index);
      const view = program.live.view();
      if (view === null || view.stranger !== null) return 'unread';
      return decide(program, changesFor(status, view.current), untilMs);
    },
    /** What is in force now gets a name. */
    async savePreset(index: number, names: readonly SettingName[]): Promise<void> {
      const program = at(index);
      const view = program.live.view();
      if (view === null || view.stranger !== null) return;
      const id = program.presets.length === 0 ? {} : { id: 'preset-1' };
      await presetsOf(program).handlers['preset.save']({
        ...id,
        name: 'Away',
        settings: [...names],
        endsAfter: null,
      });
    },
    preset(index: number, untilMs: number | null): string {
      const program = at(index);
      const [preset] = presetsOf(program).list();
      return preset === undefined ? 'none' : decide(program, changesIn(preset.settings), untilMs, 'preset');
    },
    /** The newest of the recent changes that may end gets an end, another one, or none any longer. */
    async setEnd(index: number, untilMs: number | null): Promise<string> {
      const program = at(index);
      const view = program.live.view();
      const change = view?.recent.find(({ mayEnd }) => mayEnd);
      if (view === null || change === undefined || view.stranger !== null) return 'none';
      if (untilMs !== null) ends.add(untilMs);
      const outcome = { code: 'open' };
      const setting = program.live.edits.setEnd(change.id, untilMs).then(
        () => (outcome.code = 'done'),
        (error: unknown) => (outcome.code = toFailure(error).code),
      );
      for (let turn = 0; turn < 40 && outcome.code === 'open'; turn += 1) await pass(500);
      if (outcome.code !== 'open') await setting;
      for (const { setting: name, before, after } of change.settings) {
        const one = settings.find((known) => known === name);
        if (one === undefined || neverEnding.includes(one)) continue;
        const shown = [before, after].flatMap((value) =>
          value === null ? [] : [screen.textOf({ setting: name, value } as SettingChange, view)],
        );
        if (untilMs !== null) judge.ends(index, one, shown);
        const list = program.decisions.get(one) ?? [];
        if (outcome.code !== 'done' || list.at(-1)?.id !== change.id) unforetold.add(one);
        else
          program.decisions.set(
            one,
            list.map((decided) => (decided.id === change.id ? { ...decided, untilMs } : decided)),
          );
      }
      return outcome.code;
    },
    /** Both programs hear of it, as from the list. */
    setPhone(state: PhoneState): void {
      phone = state;
      for (const { live } of programs) live.followRow();
    },
    /** The disk of a program is full for so many writings. */
    fillDisk(index: number, writings: number): void {
      at(index).life.fullDisk = writings;
      for (const setting of settings) unforetold.add(setting);
    },
    async pin(index: number, value: string): Promise<void> {
      const program = at(index);
      unforetold.add('voicemailPin');
      judge.chooses(index, 'voicemailPin', value, [program.life.pinTold, texts().voicemailPin], false);
      void program.live.edits.setSecret('voicemailPin', value).catch(() => undefined);
      await pass(10);
    },
    /** Answers what the screen offers for a setting. */
    async answer(index: number, setting: Setting, answer: Answer): Promise<void> {
      const program = at(index);
      const { live } = program;
      const view = live.view();
      if (view === null) return;
      const row: RowState | undefined = view.rows[setting];
      const back = (
        names: readonly string[],
        to: (name: Setting) => string | null = () => null,
        from: (name: Setting) => readonly string[] = () => [],
      ): void => {
        for (const name of settings)
          if (names.includes(name)) {
            const wanted = to(name);
            if (wanted !== null) judge.wants(index, name, wanted);
            judge.wantsBack(index, name, [...screen.seen(view, program.life.pinTold, name), ...from(name)]);
            unforetold.add(name);
          }
      };
      try {
        switch (answer) {
          case 'undo': {
            const changeId =
              row?.kind === 'elsewhere' ? row.changeId : view.recent.find(({ undoable }) => undoable)?.id;
            const change = view.recent.find(({ id }) => id === changeId);
            if (changeId === undefined || change === undefined) return;
            back(
              change.settings.map((one) => one.setting),
              (name) => {
                const value = change.settings.find((one) => one.setting === name)?.before ?? null;
                return value === null ? null : screen.textOf({ setting: name, value } as SettingChange, view);
              },
              // Of a change that may still come, its value is what the person does not want, seen or not.
              (name) => {
                const value = change.settings.find((one) => one.setting === name)?.after ?? null;
                const isOpen = change.outcome === 'pending' || change.outcome === 'unknown';
                return !isOpen || value === null
                  ? []
                  : [screen.textOf({ setting: name, value } as SettingChange, view)];
              },
            );
            return live.edits.undo(changeId);
          }
          case 'keep':
            if (row?.kind !== 'elsewhere') return;
            for (const name of settings)
              if (view.rows[name]?.changeId === row.changeId) {
                judge.accepts(index, name, screen.onScreen(view, program.life.pinTold)[name]);
                unforetold.add(name);
              }
            return live.edits.keep(row.changeId);
          case 'mine':
          case 'theirs':
            if (row?.kind !== 'conflict' && row?.kind !== 'end-asks') return;
            back([setting], (name) =>
              answer === 'theirs' || row.mine === null
                ? null
                : screen.textOf({ setting: name, value: row.mine } as SettingChange, view),
            );
            if (answer === 'theirs')
              for (const value of screen.seen(view, program.life.pinTold, setting))
                judge.accepts(index, setting, value);
            return live.edits.answer(row.changeId, setting, answer);
          case 'end-now': {
            const [timed] = view.timed;
            if (timed === undefined) return;
            back(timed.settings.map((one) => one.setting));
            return live.edits.endNow(timed.changeId);
          }
          case 'turn-off': {
            const timed = view.timed.find(({ changeId }) => changeId === view.status.changeId);
            if (timed === undefined) return;
            back(timed.settings.map((one) => one.setting));
            return live.edits.endNow(timed.changeId);
          }
          case 'confirm':
            if (view.stranger === null) return;
            judge.setMine(index, true);
            isStranger = false;
            othersAtFirst = others();
            for (const name of settings) judge.accepts(index, name, texts()[name]);
            await Promise.all([live.confirmMine().catch(() => undefined), pass(10)]);
            return;
        }
      } catch (error) {
        if (!['extension.invalid', 'extension.not-mine'].includes(toFailure(error).code)) throw error;
      }
    },
    foreign(fields: Partial<ExtensionFields>): void {
      // The new colleague does not take my name.
      if (isReassigned && fields.username !== undefined) return;
      foreign(fields);
      if (!isReassigned) return;
      othersAtFirst = others();
    },
    /** I get another number, and a new colleague gets mine. */
    reassign(): void {
      // What a device has stored and does later goes by the number: no program can hold it back.
      if (isReassigned || options.limited || pbx.isBusy()) return;
      isReassigned = true;
      isStranger = true;
      pbx.device.set(me, { extnumber: '1102' });
      pbx.device.add({
        extnumber: me,
        username: 'New Colleague',
        registername: 'newbie',
        email: 'new@example.com',
      });
      for (const { index } of programs) judge.setMine(index, false);
      for (const setting of settings) unforetold.add(setting);
      othersAtFirst = others();
    },
    isReassigned: () => isReassigned,
    async read(index: number): Promise<void> {
      void at(index)
        .live.read()
        .catch(() => undefined);
      await pass(20);
    },
    async restart(index: number, how: 'quit' | 'crash'): Promise<void> {
      const program = at(index);
      if (how === 'crash') program.life.die();
      else {
        const end = { isThere: false };
        void program.live.stop().then(() => (end.isThere = true));
        for (let turn = 0; turn < 20 && !end.isThere; turn += 1) await pass(500);
        program.life.die();
        program.disk.pending = '';
      }
      await reviveDead();
      await pass(20);
    },
    check: () => programs.forEach(check),
    /** With faults over and all ends past. */
    async checkEnd(): Promise<void> {
      for (const { life } of programs) Object.assign(life, { fault: 'none', fullDisk: 0 });
      for (let hour = 0; hour < 8; hour += 1) await pass(30 * 60_000);
      for (const program of programs) {
        await Promise.all([program.live.read().catch(() => undefined), pass(20)]);
        const view = program.live.view();
        if (view === null || view.stranger !== null) continue;
        for (const timed of view.timed)
          if (timed.state !== 'asks' && timed.until < clock.now())
            judge.violations.push(
              `a change that was to end neither ended nor asks: ${JSON.stringify(timed)}`,
            );
        for (const [setting, row] of Object.entries(view.rows))
          if (row.kind === 'saving' || (row.kind === 'unknown' && setting !== 'voicemailPin'))
            judge.violations.push(`${setting} is ${row.kind} for ever`);
      }
      check(at(0));
      check(at(1));
      for (const setting of settings) {
        const used = programs.filter(({ decisions }) => (decisions.get(setting) ?? []).length > 0);
        const [only] = used;
        if (used.length !== 1 || only === undefined || unforetold.has(setting)) continue;
        const row: RowState | undefined = only.live.view()?.rows[setting];
        // It asks: a device that was too busy to be told is a reason as well.
        if (row?.kind === 'end-asks' || row?.kind === 'conflict' || row?.kind === 'refused') continue;
        const back = setting === 'doNotDisturb' ? 'off' : setting === 'forwardAll' ? 'off' : null;
        const wanted = inForce(
          textsOf(firstFields, options.offRules)[setting],
          only.decisions.get(setting) ?? [],
          clock.now(),
          back,
        ).value;
        const is = texts()[setting];
        if (!isSameToCallers(wanted, is))
          judge.violations.push(`${setting} is "${is}" at the end and must be "${wanted}"`);
      }
    },
    async stop(): Promise<void> {
      for (const { life } of programs) life.die();
      await setImmediate();
    },
  };
}
