/** Announces what the rows' marks show: saved, not saved, or a question. */
import { untrack } from 'svelte';
import type { RowState, Rows } from '../../electron/contract/my-extension/my-extension.ts';
import { secretSettings, settingNames } from '../../electron/contract/my-extension/setting-facts.ts';
import type { Panel } from '../state/panel.svelte.ts';

const all = [...settingNames, ...secretSettings];

export function sayOutcomes(panel: Panel): void {
  let before: Rows | undefined;
  $effect(() => {
    const rows = panel.myCalls.mine?.rows;
    untrack(() => {
      if (before !== undefined && rows !== undefined) announceChanges(panel, before, rows);
      before = rows;
    });
  });
}

function announceChanges(panel: Panel, before: Rows, now: Rows): void {
  const { t } = panel;
  const sentences = all.flatMap((setting) => {
    const row: RowState | undefined = now[setting];
    const last: RowState | undefined = before[setting];
    if (row === undefined || (row.kind === last?.kind && row.changeId === last.changeId)) return [];
    const name = t(`myExtension.setting.${setting}`);
    switch (row.kind) {
      case 'saving':
      case 'unknown':
        return [];
      case 'saved':
        return [t('myCalls.row.savedName', { name })];
      case 'partly':
      case 'refused':
        return [t('myCalls.row.troubleName', { name })];
      case 'conflict':
      case 'elsewhere':
      case 'end-asks':
        return [t('myCalls.row.asksName', { name })];
    }
  });
  panel.announcer.say(...sentences);
}
