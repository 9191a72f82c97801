/**
 * The oracle: what must be true of my extension whatever happens, worked out from what people did, what was on their screens,
 * and what the device holds. It shares no code with the product: settings are read off the device's raw fields.
 */

import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';
import type { Body } from './oracle-device.ts';

/** A setting of the device, as one text: two texts are equal when the setting is. */
export const settings = [
  'forwardAll',
  'forwardNoAnswer',
  'forwardBusy',
  'doNotDisturb',
  'ringTime',
  'mobile',
  'name',
  'voicemailPin',
] as const;
export type Setting = (typeof settings)[number];
/** Contact data: it doesn't end with the change that it's part of. */
export const neverEnding: readonly Setting[] = ['mobile', 'name', 'voicemailPin'];
export type Texts = Readonly<Record<Setting, string>>;

export function textsOf(fields: ExtensionFields, offRules: 'missing' | 'kept'): Texts {
  const rule = (on: string, letter: 'a' | 'n' | 'b'): string => {
    const kind = fields[`${letter}transferto`];
    const where =
      kind === 'Extension'
        ? `to ${fields[`${letter}transferext`]}`
        : kind === 'Mobile Number'
          ? `to mobile after ${fields[`${letter}transferprefix`]}`
          : kind === 'Custom Number'
            ? `to number ${fields[`${letter}transferprefix`]}${fields[`${letter}transfernum`]}`
            : 'to voicemail';
    if (on === 'on') return where;
    return offRules === 'kept' ? `off, ${where}` : 'off';
  };
  return {
    forwardAll: rule(fields.alwaysforward, 'a'),
    forwardNoAnswer: rule(fields.noanswerforward, 'n'),
    forwardBusy: rule(fields.busyforward, 'b'),
    doNotDisturb: fields.dnd,
    ringTime: fields.ringtimeout,
    mobile: [fields.mobile, fields.mobileprefix, fields.enablemobile, fields.ringsimultaneous].join('/'),
    name: fields.username,
    voicemailPin: fields.vmsecret,
  };
}

/** What a caller meets, by the device's own rules. */
export function stateOf(fields: ExtensionFields): 'forwarding' | 'do-not-disturb' | 'normal' {
  if (fields.alwaysforward === 'on') return 'forwarding';
  return fields.dnd === 'on' ? 'do-not-disturb' : 'normal';
}

/** What one person at one program has seen and decided. */
interface Person {
  /** Everything that the device ever told them, and everything that they chose. */
  readonly known: Map<Setting, Set<string>>;
  /** What was on the screen when they decided about a setting last. */
  readonly seen: Map<Setting, Set<string>>;
  /** What is in force by their own hand, or was accepted by them. */
  readonly accepted: Map<Setting, string>;
  /** What they chose last: theirs, even if someone else set the same. */
  readonly chosen: Map<Setting, string>;
  /** What they chose with or under an end: it may come back by itself. */
  readonly mayReturn: Map<Setting, Set<string>>;
}

export interface Oracle {
  readonly violations: string[];
  /** The screen of a program shows these values of the device. */
  shown(program: number, texts: Texts): void;
  /** A person chooses a value; `after` is what the setting would be. */
  chooses(program: number, setting: Setting, after: string, onScreen: readonly string[], ends: boolean): void;
  /** A person gives an end to what they decided before; `shown` are the values from and to which it changed the setting. */
  ends(program: number, setting: Setting, shown: readonly string[]): void;
  /** A person wants back what was there before. */
  wantsBack(program: number, setting: Setting, onScreen: readonly string[]): void;
  /** A value that they want, although it may be there already. */
  wants(program: number, setting: Setting, value: string): void;
  /** A person says that someone else's value may stay. */
  accepts(program: number, setting: Setting, value: string): void;
  /** An update arrives at the device; `justRead` is what the program read a moment before, null where it did not. */
  update(program: number, body: Body, fields: ExtensionFields, justRead: ExtensionFields | null): void;
  /** An update has taken effect. */
  changed(program: number, before: ExtensionFields, after: ExtensionFields): void;
  /** Someone else has changed my extension. */
  foreign(before: ExtensionFields, after: ExtensionFields): void;
  /** The number was given to someone else, or is mine again. */
  setMine(program: number, isMine: boolean): void;
  /** All is quiet and was just read: what someone else has set must be on the screen. */
  checkRows(program: number, texts: Texts, rows: Readonly<Record<string, { readonly kind: string }>>): void;
}

export function createOracle(
  programs: number,
  first: ExtensionFields,
  offRules: 'missing' | 'kept',
  number: string,
): Oracle {
  const violations: string[] = [];
  const read = (fields: ExtensionFields): Texts => textsOf(fields, offRules);
  /** Who set what is in force: a program, or null for someone else. */
  const setBy = new Map<Setting, number | null>();
  const endings = Array.from({ length: programs }, () => new Set<Setting>());
  const mine = Array.from({ length: programs }, () => true);
  const people: readonly Person[] = Array.from({ length: programs }, () => ({
    known: new Map(settings.map((setting) => [setting, new Set([read(first)[setting]])])),
    seen: new Map(settings.map((setting) => [setting, new Set([read(first)[setting]])])),
    accepted: new Map(settings.map((setting) => [setting, read(first)[setting]])),
    chosen: new Map(),
    mayReturn: new Map(settings.map((setting) => [setting, new Set([read(first)[setting]])])),
  }));

  const person = (program: number): Person => {
    const found = people[program];
    if (found === undefined) throw new Error(`no program ${String(program)}`);
    return found;
  };

  return {
    violations,
    shown(program, texts) {
      for (const setting of settings) person(program).known.get(setting)?.add(texts[setting]);
    },
    chooses(program, setting, after, onScreen, ends) {
      person(program).known.get(setting)?.add(after);
      person(program).chosen.set(setting, after);
      person(program).mayReturn.get(setting)?.add(after);
      person(program).seen.set(setting, new Set(onScreen));
      if (!ends) return;
      endings[program]?.add(setting);
      // What is there now may come back, or has come back by someone else's hand.
      for (const text of onScreen) person(program).mayReturn.get(setting)?.add(text);
    },
    ends(program, setting, shown) {
      endings[program]?.add(setting);
      for (const text of shown) person(program).mayReturn.get(setting)?.add(text);
    },
    wantsBack(program, setting, onScreen) {
      person(program).seen.set(setting, new Set(onScreen));
    },
    wants(program, setting, value) {
      person(program).chosen.set(setting, value);
    },
    accepts(program, setting, value) {
      person(program).accepted.set(setting, value);
    },
    update(program, body, fields, justRead) {
      const { known, seen, mayReturn } = person(program);
      if (body['extid'] !== number) violations.push(`program ${program} wrote to ${String(body['extid'])}`);
      if (mine[program] !== true) violations.push(`program ${program} wrote to someone else's extension`);
      const before = read(fields);
      const after = read({ ...fields, ...(body as Partial<ExtensionFields>) });
      for (const setting of settings) {
        if (before[setting] === after[setting]) continue;
        const isKnown = [...(known.get(setting) ?? [])].some((text) => isSameToCallers(text, after[setting]));
        if (!isKnown) violations.push(`${setting}: "${after[setting]}" was never chosen nor there before`);
        const isForeign = setBy.has(setting) && setBy.get(setting) !== program;
        // Someone else has set just what this person had set: it ends as theirs would.
        const isSame =
          endings[program]?.has(setting) === true && mayReturn.get(setting)?.has(before[setting]) === true;
        // The device has no way to write only where nothing has changed since.
        const cameBetween = justRead !== null && read(justRead)[setting] !== before[setting];
        if (isForeign && !isSame && !cameBetween && seen.get(setting)?.has(before[setting]) !== true)
          violations.push(`${setting}: "${before[setting]}" of someone else is written over unseen`);
      }
    },
    changed(program, before, after) {
      for (const setting of settings) {
        const [was, is] = [read(before)[setting], read(after)[setting]];
        if (was === is) continue;
        setBy.set(setting, program);
        person(program).accepted.set(setting, is);
      }
    },
    foreign(before, after) {
      for (const setting of settings)
        if (read(before)[setting] !== read(after)[setting]) setBy.set(setting, null);
    },
    setMine(program, isMine) {
      mine[program] = isMine;
    },
    checkRows(program, texts, rows) {
      for (const setting of settings) {
        const isTheirs = setBy.has(setting) && setBy.get(setting) !== program;
        const { accepted, chosen, mayReturn } = person(program);
        const hasReturned =
          endings[program]?.has(setting) === true &&
          [...(mayReturn.get(setting) ?? [])].some((text) => isSameToCallers(text, texts[setting]));
        const isFine = [accepted.get(setting), chosen.get(setting)].some((text) =>
          isSameToCallers(text, texts[setting]),
        );
        if (!isTheirs || isFine || hasReturned) continue;
        const kind = rows[setting]?.kind;
        if (kind === undefined || kind === 'saved')
          violations.push(`${setting}: "${texts[setting]}" of someone else is nowhere on the screen`);
      }
    },
  };
}

/** A rule that is off is off, wherever it would lead. */
export function isSameToCallers(one: string | undefined, other: string): boolean {
  return one === other || (one?.startsWith('off') === true && other.startsWith('off'));
}

/** A decision about one setting, as a person made it. */
export interface Decided {
  /** Of the change that it became. */
  readonly id: string;
  readonly value: string;
  readonly atMs: number;
  readonly untilMs: number | null;
}

/** What must be in force by decisions and their ends alone, and until when; `untilMs` is null where it stays. */
export function inForce(
  first: string,
  decisions: readonly Decided[],
  nowMs: number,
  back: string | null,
): { readonly value: string; readonly untilMs: number | null } {
  let kept: readonly Decided[] = [];
  let bottom = first;
  for (const decided of decisions) {
    const top = topOf(kept, decided.atMs);
    // The same again: a new end for it, or none any longer.
    if (top?.value === decided.value) kept = kept.filter((one) => one !== top);
    // It was there all along, and nobody knows since when: a state that ends goes off.
    if (topOf(kept, decided.atMs) === undefined && bottom === decided.value && decided.untilMs !== null)
      bottom = back ?? bottom;
    kept = [...kept, decided];
  }
  const top = topOf(kept, nowMs);
  return { value: top?.value ?? bottom, untilMs: top?.untilMs ?? null };
}

/** The last one that isn't over; one without an end hides everything before it. */
function topOf(decisions: readonly Decided[], atMs: number): Decided | undefined {
  return decisions.findLast(({ untilMs }) => untilMs === null || untilMs > atMs);
}
