/** My own extension for the views: what each row shows, what may be changed now, and the requests that change it. */
import type { Bridge } from '../../electron/contract/bridge.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { DeadEndContext } from '../../electron/contract/my-extension/dead-ends.ts';
import type {
  MyExtension,
  RowState,
  Status,
  TimedView,
} from '../../electron/contract/my-extension/my-extension.ts';
import type { AnySetting } from '../../electron/contract/my-extension/setting-facts.ts';
import type {
  SettingChange,
  SettingName,
  SettingValues,
} from '../../electron/contract/my-extension/settings.ts';
import { createValueWords } from '../../electron/contract/my-extension/word-value.ts';
import type { ValueWords } from '../../electron/contract/my-extension/word-value.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { Translate } from '../../electron/contract/text/translate.ts';
import type { RosterRows } from './roster.svelte.ts';

export interface MyCallsPorts {
  readonly snapshot: () => Snapshot | null;
  readonly roster: RosterRows;
  readonly t: () => Translate;
  readonly locale: () => string;
  readonly request: Bridge['request'];
}

/** Why a change was not accepted, before anything was sent; `changes` can be asked for again. */
export interface Refused {
  readonly failure: Failure;
  readonly changes: readonly SettingChange[];
}

/** Why nothing can be changed now. */
export type Blocked = 'not-connected' | 'unread';

export class MyCalls {
  readonly #ports: MyCallsPorts;
  /** Keyed by the first setting of the change. */
  #refused: Readonly<Record<string, Refused>> = $state.raw({});

  constructor(ports: MyCallsPorts) {
    this.#ports = ports;
  }

  readonly words: ValueWords = $derived.by(() =>
    createValueWords(this.#ports.t(), this.#ports.locale(), (number) => this.nameOf(number)),
  );

  /** For wording changes. */
  get wording() {
    return { t: this.#ports.t(), words: this.words, nameOf: (number: string) => this.nameOf(number) };
  }

  /** Null until the PBX has told my settings once. */
  get mine(): MyExtension | null {
    return this.#ports.snapshot()?.myExtension ?? null;
  }

  get status(): Status | null {
    return this.mine?.status ?? null;
  }

  get blocked(): Blocked | null {
    if (this.#ports.snapshot()?.connection.kind !== 'live') return 'not-connected';
    return this.mine === null ? 'unread' : null;
  }

  /** Empty if the number isn't in the list. */
  nameOf(number: string): string {
    return this.#ports.roster.row(number)?.colleague.name ?? '';
  }

  /** For finding dead ends as the core does. */
  get around(): DeadEndContext {
    const { roster } = this.#ports;
    return {
      number: this.mine?.number ?? '',
      find: (number) => roster.row(number)?.colleague,
      listKnown: roster.confirmedAt !== null,
    };
  }

  /** This person may change it; the administrator sets everything else. */
  mayEdit(setting: AnySetting): boolean {
    return this.mine?.editable.includes(setting) ?? false;
  }

  row<S extends SettingName>(setting: S): RowState<SettingValues[S]> | undefined {
    // The row of a setting holds values of that setting; TypeScript does not follow an index that is a type parameter.
    return this.mine?.rows[setting] as RowState<SettingValues[S]> | undefined;
  }

  anyRow(setting: AnySetting): RowState | undefined {
    return this.mine?.rows[setting];
  }

  /** What the row's control shows: the chosen value while it is being saved, else the device's. */
  shown<S extends SettingName>(setting: S): SettingValues[S] | null {
    const row = this.row(setting);
    if ((row?.kind === 'saving' || row?.kind === 'unknown') && row.wanted !== null) return row.wanted;
    return this.mine?.current[setting] ?? null;
  }

  refused(setting: AnySetting): Refused | null {
    return this.#refused[setting] ?? null;
  }

  forgetRefusal(setting: AnySetting): void {
    const { [setting]: gone, ...others } = this.#refused;
    if (gone !== undefined) this.#refused = others;
  }

  /** True when it was accepted; otherwise `refused` of the first setting says why. */
  async set(changes: readonly [SettingChange, ...SettingChange[]], anyway = false): Promise<boolean> {
    const { setting } = changes[0];
    this.forgetRefusal(setting);
    const reply = await this.#ports.request('my-extension.set', {
      changes: [...changes],
      until: null,
      anyway,
    });
    if (!reply.ok) this.#refused = { ...this.#refused, [setting]: { failure: reply.failure, changes } };
    return reply.ok;
  }

  /** Repeats a refused change although callers may reach no one. */
  setAnyway(setting: AnySetting): void {
    const refused = this.refused(setting);
    const [first, ...others] = refused?.changes ?? [];
    if (first !== undefined) void this.set([first, ...others], true);
  }

  /** The end of the setting's present value, or my change that can be given one; null: neither. */
  endOf(setting: AnySetting): { readonly changeId: string; readonly timed: TimedView | null } | null {
    const isIt = (one: { readonly setting: AnySetting }) => one.setting === setting;
    const timed = this.mine?.timed.find(({ settings }) => settings.some(isIt));
    if (timed !== undefined) return { changeId: timed.changeId, timed };
    const latest = this.mine?.recent.find(({ settings }) => settings.some(isIt));
    return latest?.mayEnd === true ? { changeId: latest.id, timed: null } : null;
  }
}
