/** For the oracle: everything that a random day can do to two programs and their device, and what must be true afterwards. */

import { setImmediate } from 'node:timers/promises';
import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';
import { createOracleChecks } from './oracle-checks.ts';
import { me, type DeviceOptions, type Fault } from './oracle-device.ts';
import { settings, textsOf } from './oracle-model.ts';
import { createOraclePerson } from './oracle-person.ts';
import { startOraclePrograms } from './oracle-programs.ts';
import type { PhoneState } from './oracle-sentence.ts';

export type OracleWorld = Awaited<ReturnType<typeof createOracleWorld>>;

export async function createOracleWorld(options: DeviceOptions) {
  const run = await startOraclePrograms(options);
  const { at, clock, judge, mine, pass, pbx, programs, stopPredicting } = run;

  function foreign(fields: Partial<ExtensionFields>): void {
    const before = { ...pbx.fields() };
    pbx.device.set(me, fields);
    judge.foreign(before, pbx.fields());
    const [was, is] = [textsOf(before, 'kept'), textsOf(pbx.fields(), 'kept')];
    stopPredicting(settings.filter((setting) => was[setting] !== is[setting]));
  }

  return {
    clock,
    judge,
    stopPredicting,
    pass,
    quiet: run.quiet,
    ...createOraclePerson(run),
    ...createOracleChecks(run),
    arm(index: number, fault: Fault, meanwhile: Partial<ExtensionFields>): void {
      const { life } = at(index);
      life.fault = fault;
      life.foreign = () => {
        if (!mine.isReassigned) foreign(meanwhile);
      };
      if (fault !== 'none') stopPredicting();
    },
    /** Both programs hear of it, as from the list. */
    setPhone(state: PhoneState): void {
      mine.phone = state;
      for (const { live } of programs) live.followRow();
    },
    /** The program's next writes fail, this many of them. */
    fillDisk(index: number, writings: number): void {
      at(index).life.fullDisk = writings;
      stopPredicting();
    },
    foreign(fields: Partial<ExtensionFields>): void {
      // The new colleague does not take my name.
      if (mine.isReassigned && fields.username !== undefined) return;
      foreign(fields);
      if (!mine.isReassigned) return;
      mine.othersBefore = run.others();
    },
    /** I get another number, and a new colleague gets mine. */
    reassign(): void {
      // What a device has stored and does later goes by the number: no program can hold it back.
      if (mine.isReassigned || options.limited || pbx.isBusy()) return;
      mine.isReassigned = true;
      mine.isStranger = true;
      pbx.device.set(me, { extnumber: '1102' });
      pbx.device.add({
        extnumber: me,
        username: 'New Colleague',
        registername: 'newbie',
        email: 'new@example.com',
      });
      for (const { index } of programs) judge.setMine(index, false);
      stopPredicting();
      mine.othersBefore = run.others();
    },
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
      await run.reviveDead();
      await pass(20);
    },
    async stop(): Promise<void> {
      for (const { life } of programs) life.die();
      await setImmediate();
    },
  };
}
