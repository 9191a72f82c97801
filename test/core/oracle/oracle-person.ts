/** For the oracle: what a person does at one of the programs. The judge hears of it before the program does. */

import type { RowState } from '../../../electron/contract/my-extension/my-extension.ts';
import type { SettingChange, SettingName } from '../../../electron/contract/my-extension/settings.ts';
import type { Payload } from '../../../electron/contract/requests.ts';
import { toFailure } from '../../../electron/core/app-error.ts';
import { editableSettings } from '../../../electron/core/my-extension/edits/check-change.ts';
import { changesIn, createPresets } from '../../../electron/core/my-extension/presets.ts';
import { changesFor } from '../../../electron/core/my-extension/status.ts';
import { neverEnding, settings, type Setting } from './oracle-model.ts';
import type { OraclePrograms, Program } from './oracle-programs.ts';

/** What the person does with the newest of what the screen offers. */
export type Answer = 'undo' | 'keep' | 'mine' | 'theirs' | 'end-now' | 'turn-off' | 'confirm';

/** `index` says at which program. */
export function createOraclePerson(run: OraclePrograms) {
  const { at, clock, ends, judge, pass, screen, texts } = run;

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
  ): void {
    const view = program.live.view();
    if (view === null || view.stranger !== null) return;
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
    } catch {
      return; // refused: nothing was decided
    }
    for (const change of changes) {
      const setting = change.setting as Setting;
      const list = program.decisions.get(setting) ?? [];
      list.push({ id, value: screen.textOf(change, view), atMs: clock.now(), untilMs: endOf(setting) });
    }
  }

  return {
    set: (index: number, change: SettingChange, untilMs: number | null) =>
      decide(at(index), [change], untilMs),
    status(
      index: number,
      status: Exclude<Payload<'status.set'>['status'], { kind: 'preset' }>,
      untilMs: number | null,
    ): void {
      const program = at(index);
      const view = program.live.view();
      if (view === null || view.stranger !== null) return;
      decide(program, changesFor(status, view.current), untilMs);
    },
    /** Saves what is in force now. */
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
    preset(index: number, untilMs: number | null): void {
      const program = at(index);
      const [preset] = presetsOf(program).list();
      if (preset !== undefined) decide(program, changesIn(preset.settings), untilMs, 'preset');
    },
    /** Gives the newest recent change that may end an end, moves it, or takes it away. */
    async setEnd(index: number, untilMs: number | null): Promise<void> {
      const program = at(index);
      const view = program.live.view();
      const change = view?.recent.find(({ mayEnd }) => mayEnd);
      if (view === null || change === undefined || view.stranger !== null) return;
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
        if (outcome.code !== 'done' || list.at(-1)?.id !== change.id) run.unpredictable.add(one);
        else
          program.decisions.set(
            one,
            list.map((decided) => (decided.id === change.id ? { ...decided, untilMs } : decided)),
          );
      }
    },
    async pin(index: number, value: string): Promise<void> {
      const program = at(index);
      run.unpredictable.add('voicemailPin');
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
            run.unpredictable.add(name);
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
                run.unpredictable.add(name);
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
            run.mine.isStranger = false;
            run.mine.othersBefore = run.others();
            for (const name of settings) judge.accepts(index, name, texts()[name]);
            await Promise.all([live.confirmMine().catch(() => undefined), pass(10)]);
            return;
        }
      } catch (error) {
        if (!['extension.invalid', 'extension.not-mine'].includes(toFailure(error).code)) throw error;
      }
    },
  };
}
