/** For the oracle: two real programs sharing one device, on a steered clock, with disks that can fill up and lives that can end. */

import { openJournal } from '../../../electron/core/my-extension/journal/journal.ts';
import { editableSettings } from '../../../electron/core/my-extension/edits/check-change.ts';
import {
  createLiveExtension,
  type LiveExtension,
} from '../../../electron/core/my-extension/live-extension.ts';
import type { Settings } from '../../../electron/core/settings/settings-schema.ts';
import { createSteeredClock } from '../../steered-clock.ts';
import { silentLog } from '../fixtures/start-core.ts';
import { createOracleDevice, me, type DeviceOptions, type Life } from './oracle-device.ts';
import { cutPower, journalOn, type OracleDisk } from './oracle-disk.ts';
import { createOracle, settings, textsOf, type Decided, type Setting } from './oracle-model.ts';
import { createOracleScreen } from './oracle-screen.ts';
import type { PhoneState } from './oracle-sentence.ts';

export interface Program {
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

export type OraclePrograms = Awaited<ReturnType<typeof startOraclePrograms>>;

/** Both programs have read their extension. */
export async function startOraclePrograms(options: DeviceOptions) {
  const clock = createSteeredClock();
  let ids = 0;
  /** Settings that someone else, a fault or another kind of decision has touched: the oracle can't say how they end. */
  const unpredictable = new Set<Setting>();
  /** Every end that a person has set. */
  const ends = new Set<number>();
  const mine = {
    /** What my phone is doing. */
    phone: 'free' as PhoneState,
    /** My number belongs to a new colleague. */
    isReassigned: false,
    /** Nobody has said yet that the number is theirs after all. */
    isStranger: false,
    /** What every other extension must hold. */
    othersBefore: '',
  };
  const oracle = () => judge;
  const pbx = createOracleDevice(clock, options, {
    firstPin: (program, pin) => oracle().accepts(program, 'voicemailPin', pin),
    update: (program, body, justRead) => oracle().update(program, body, pbx.fields(), justRead),
    changed: (program, before) => oracle().changed(program, before, pbx.fields()),
  });
  const firstFields = { ...pbx.fields() };
  const judge = createOracle(2, firstFields, options.offRules, me);
  const programs: Program[] = [];
  const others = (): string =>
    JSON.stringify(pbx.device.list().filter(({ fields }) => mine.isStranger || fields.extnumber !== me));
  mine.othersBefore = others();

  const screen = createOracleScreen(() => pbx.fields(), options.offRules);
  const texts = () => textsOf(pbx.fields(), options.offRules);

  const nameOf = (number: string): string =>
    pbx.device.list().find(({ fields }) => fields.extnumber === number)?.fields.username ?? '';

  function stopPredicting(touched: readonly Setting[] = settings): void {
    for (const setting of touched) unpredictable.add(setting);
  }

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
      myState: () => mine.phone,
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
        if (cutPower(program.disk)) stopPredicting();
        await begin(program);
      }
  }

  /** Waits until neither program is reading or saving, or gives up after a long while. */
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

  return {
    clock,
    pbx,
    judge,
    screen,
    programs,
    at,
    mine,
    ends,
    unpredictable,
    stopPredicting,
    others,
    nameOf,
    texts,
    firstTexts: textsOf(firstFields, options.offRules),
    pass,
    quiet,
    reviveDead,
  };
}
