/** Which part of a setting a change is about, so that only its row reports the change. */
import type { MyExtension, RowState } from '../../../electron/contract/my-extension/my-extension.ts';
import type { AnySetting } from '../../../electron/contract/my-extension/setting-facts.ts';

/** Also true if that can't be told. */
export function changedPart(
  mine: MyExtension | null,
  setting: AnySetting,
  part: string,
  row: RowState | undefined,
): boolean {
  if (mine === null || row === undefined) return false;
  const change = mine.recent.find(({ id }) => id === row.changeId);
  const difference = change?.settings.find((one) => one.setting === setting);
  if (difference === undefined) return true;
  return partOf(difference.before, part) !== partOf(difference.after, part);
}

function partOf(value: unknown, part: string): unknown {
  return typeof value === 'object' && value !== null
    ? (Object.entries(value).find(([key]) => key === part)?.[1] as unknown)
    : undefined;
}
