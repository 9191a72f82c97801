/** For the oracle: what must be true of both programs after each step, and at the end of the day. */

import type { RowState } from '../../../electron/contract/my-extension/my-extension.ts';
import { wordExperience } from '../../../electron/contract/my-extension/word-experience.ts';
import { wordStatus } from '../../../electron/contract/my-extension/word-status.ts';
import { createTranslate } from '../../../electron/contract/text/translate.ts';
import type { LiveView } from '../../../electron/core/my-extension/live-extension.ts';
import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';
import { inForce, isSameToCallers, settings, stateOf } from './oracle-model.ts';
import type { OraclePrograms, Program } from './oracle-programs.ts';
import { sentencesOf } from './oracle-sentence.ts';

const english = createTranslate('en');

/** They report to the judge's `violations`. */
export function createOracleChecks(run: OraclePrograms) {
  const { clock, judge, pbx, programs, screen, unpredictable } = run;

  /** What the header and the page say is what the device would do with these fields. */
  function checkStatus({ kind, experience, confirmed }: LiveView['status'], fields: ExtensionFields): void {
    if (!confirmed) return;
    const said = [kind, wordStatus(experience, english, null).spoken, wordExperience(experience, english)];
    const { header, whole } = sentencesOf(fields, run.mine.phone, run.nameOf);
    const done = [stateOf(fields), header, whole];
    if (said.join(' | ') !== done.join(' | '))
      judge.violations.push(`shown is "${said.join(' | ')}", the device does "${done.join(' | ')}"`);
  }

  /** Only ends that a person set are shown, and of what is on by their hand alone the very end. */
  function checkEnds(program: Program, { status, timed, stranger }: LiveView): void {
    for (const until of [status.until, ...timed.map((one) => one.until)])
      if (until !== null && !run.ends.has(until))
        judge.violations.push(`nobody has set the end ${String(until)}`);
    if (!status.confirmed || status.kind === 'normal' || stranger !== null) return;
    const setting = status.kind === 'forwarding' ? 'forwardAll' : 'doNotDisturb';
    const decided = programs.filter(({ decisions }) => (decisions.get(setting) ?? []).length > 0);
    if (decided.some((one) => one !== program) || unpredictable.has(setting)) return;
    const first = run.firstTexts[setting];
    const { value, untilMs } = inForce(first, program.decisions.get(setting) ?? [], clock.now(), 'off');
    if (value === run.texts()[setting] && untilMs !== status.until)
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
    if (run.others() !== run.mine.othersBefore) judge.violations.push('another extension was written to');
  }

  /** With faults over and all ends past. */
  async function checkEnd(): Promise<void> {
    for (const { life } of programs) Object.assign(life, { fault: 'none', fullDisk: 0 });
    for (let hour = 0; hour < 8; hour += 1) await run.pass(30 * 60_000);
    for (const program of programs) {
      await Promise.all([program.live.read().catch(() => undefined), run.pass(20)]);
      const view = program.live.view();
      if (view === null || view.stranger !== null) continue;
      for (const timed of view.timed)
        if (timed.state !== 'asks' && timed.until < clock.now())
          judge.violations.push(`a change that was to end neither ended nor asks: ${JSON.stringify(timed)}`);
      for (const [setting, row] of Object.entries(view.rows))
        if (row.kind === 'saving' || (row.kind === 'unknown' && setting !== 'voicemailPin'))
          judge.violations.push(`${setting} is ${row.kind} for ever`);
    }
    programs.forEach(check);
    for (const setting of settings) {
      const used = programs.filter(({ decisions }) => (decisions.get(setting) ?? []).length > 0);
      const [only] = used;
      if (used.length !== 1 || only === undefined || unpredictable.has(setting)) continue;
      const row: RowState | undefined = only.live.view()?.rows[setting];
      // It asks: a device that was too busy to be told is a reason as well.
      if (row?.kind === 'end-asks' || row?.kind === 'conflict' || row?.kind === 'refused') continue;
      const back = setting === 'doNotDisturb' ? 'off' : setting === 'forwardAll' ? 'off' : null;
      const wanted = inForce(
        run.firstTexts[setting],
        only.decisions.get(setting) ?? [],
        clock.now(),
        back,
      ).value;
      const is = run.texts()[setting];
      if (!isSameToCallers(wanted, is))
        judge.violations.push(`${setting} is "${is}" at the end and must be "${wanted}"`);
    }
  }

  return { check: () => programs.forEach(check), checkEnd };
}
