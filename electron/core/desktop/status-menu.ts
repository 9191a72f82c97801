/** The tray's status menu: the same choices as in the panel, each with how long it lasts. */

import type { MenuItem } from '../../contract/desktop-model.ts';
import {
  durationChoices,
  durationsAt,
  endOfDayHour,
  endOfDuration,
  morningHour,
  type DurationChoice,
} from '../../contract/durations.ts';
import type { MyExtension } from '../../contract/my-extension/my-extension.ts';
import { forwardSettings } from '../../contract/my-extension/setting-facts.ts';
import type {
  ForwardDestination,
  ReportedSettings,
  SettingName,
} from '../../contract/my-extension/settings.ts';
import { wordStatus } from '../../contract/my-extension/word-status.ts';
import type { Payload } from '../../contract/requests.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { createTimeWords } from '../../contract/text/time-words.ts';
import type { Translate } from '../../contract/text/translate.ts';
import { actionItem, longestLabel, longestList, menuLabel } from './menu-labels.ts';

/** What a chosen item means; undefined for an unknown item, or one whose time has passed since the menu was drawn. */
export function statusOfItem(
  id: string,
  { myExtension }: Pick<Snapshot, 'myExtension'>,
  nowMs: number,
): Payload<'status.set'> | undefined {
  const at = id.lastIndexOf(':');
  const what = id.slice(0, at);
  const choice = durationChoices.find((one) => one === id.slice(at + 1));
  const until = choice === undefined ? null : endOfDuration(choice, nowMs);
  if (until !== null && until <= nowMs) return undefined;
  const status = statusNamed(what, myExtension);
  return status && { status, until, anyway: true };
}

function statusNamed(
  what: string,
  myExtension: MyExtension | null,
): Payload<'status.set'>['status'] | undefined {
  switch (what) {
    case 'normal':
      return { kind: 'normal' };
    case 'do-not-disturb':
      return { kind: 'do-not-disturb' };
    case 'mobile':
      return myExtension === null
        ? undefined
        : { kind: 'forward', destination: myMobile(myExtension.current) };
    case 'voicemail':
      return { kind: 'forward', destination: { kind: 'voicemail' } };
    default:
      return what.startsWith('preset:') ? { kind: 'preset', id: what.slice('preset:'.length) } : undefined;
  }
}

/** Forwarding to my mobile, with the outside-line prefix in use: from a rule, or from the mobile itself. */
function myMobile(current: ReportedSettings): ForwardDestination {
  const known = forwardSettings.flatMap((setting) => {
    const destination = current[setting]?.destination;
    return destination?.kind === 'mobile' ? [destination.prefix] : [];
  });
  return { kind: 'mobile', prefix: known[0] ?? current.mobile?.prefix ?? '' };
}

/** Empty until my extension was read. */
export function statusItems(snapshot: Snapshot, t: Translate, nowMs: number): readonly MenuItem[] {
  const { myExtension, connection } = snapshot;
  if (myExtension === null) return [];
  const isReady = connection.kind === 'live' && myExtension.stranger === null;
  const mayChange = (setting: SettingName): boolean => isReady && myExtension.editable.includes(setting);
  const durations = durationItems(snapshot, t, nowMs);
  const forMobile = hasMobile(myExtension)
    ? [submenu(t('myExtension.value.mobile'), durations('mobile'))]
    : [];
  const special = specialStatus(snapshot, t, nowMs);
  return [
    ...(special === null ? [] : [{ kind: 'label' as const, text: labelOf(special) }]),
    {
      kind: 'action',
      id: 'status:normal:open',
      text: t('statusMenu.normal'),
      enabled: mayChange('doNotDisturb') || mayChange('forwardAll'),
      checked: myExtension.status.kind === 'normal',
    },
    withChoices(
      t('myExtension.setting.doNotDisturb'),
      durations('do-not-disturb'),
      mayChange('doNotDisturb'),
    ),
    withChoices(
      t('statusMenu.forward'),
      [
        ...forMobile,
        submenu(t('myExtension.value.voicemail'), durations('voicemail')),
        actionItem('my-calls', t('myExtension.tray.forwardElsewhere')),
      ],
      mayChange('forwardAll'),
    ),
    ...myExtension.presets
      .slice(0, longestList)
      .map(({ id, name }) => withChoices(name, durations(`preset:${id}`), isReady)),
    actionItem('my-calls', t('statusMenu.page')),
  ];
}

interface SpecialStatus {
  /** `Forwarding to mobile` */
  readonly what: string;
  /** `To mobile`, for where there is less room. */
  readonly short: string;
  /** ` until 17:00`; empty where it doesn't end by itself. */
  readonly ending: string;
}

/** Null where nothing special is on. */
function specialStatus({ myExtension, locale }: Snapshot, t: Translate, nowMs: number): SpecialStatus | null {
  if (myExtension === null || myExtension.status.kind === 'normal') return null;
  const { kind, experience, until } = myExtension.status;
  const time = until === null ? null : createTimeWords(t, locale).coming(until, nowMs);
  const ending = time === null ? '' : ` ${t('status.until', { time })}`;
  const somewhere = { kind: 'forwarded', to: null } as const;
  const { spoken, text } = wordStatus(
    kind === 'do-not-disturb'
      ? { kind: 'silent', sentTo: null }
      : experience.kind === 'forwarded'
        ? experience
        : somewhere,
    t,
    time,
  );
  return { what: spoken, short: text, ending };
}

/** The end of it is never cut off. */
function labelOf({ what, short, ending }: SpecialStatus): string {
  return menuLabel(Array.from(what + ending).length <= longestLabel ? what : short, ending);
}

/** `Do not disturb until 17:00`; null where nothing special is on. */
export function statusText(snapshot: Snapshot, t: Translate, nowMs: number): string | null {
  const special = specialStatus(snapshot, t, nowMs);
  return special && special.what + special.ending;
}

function hasMobile({ current }: MyExtension): boolean {
  const number = current.mobile?.number ?? '';
  return number !== '';
}

function durationItems({ locale }: Snapshot, t: Translate, nowMs: number) {
  const times = createTimeWords(t, locale);
  const hours: Partial<Record<DurationChoice, number>> = {
    'end-of-day': endOfDayHour,
    tomorrow: morningHour,
  };
  return (what: string): readonly MenuItem[] => [
    ...durationsAt(nowMs).map((choice) => {
      const time = times.ofDay((hours[choice] ?? 0) * 60);
      return actionItem(`status:${what}:${choice}`, t(`myExtension.until.${choice}`, { time }));
    }),
    actionItem(`status:${what}:open`, t('myExtension.until.open')),
  ];
}

function submenu(text: string, items: readonly MenuItem[]): MenuItem {
  return { kind: 'submenu', text: menuLabel(text), items };
}

/** A submenu where it can be chosen, a grey line where it cannot. */
function withChoices(text: string, items: readonly MenuItem[], enabled: boolean): MenuItem {
  return enabled
    ? submenu(text, items)
    : { kind: 'action', id: 'status:none', text: menuLabel(text), enabled: false };
}
