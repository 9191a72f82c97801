/** The tray's presets: each with what it would change, as last known, and then the item that applies it. */

import type { MenuItem } from '../../contract/desktop-model.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Translate } from '../../contract/text/translate.ts';
import { differences } from '../extension/presets.ts';
import { wordDifferences } from '../extension/own-news.ts';

/** A tray menu is for a glance: the panel has the rest. */
const maxPresets = 12;

export function presetItems(
  { own, roster, connection, language }: Snapshot,
  t: Translate,
): readonly MenuItem[] {
  if (own === null) return [];
  const nameOf = (number: string): string =>
    roster.colleagues.find((colleague) => colleague.number === number)?.name ?? '';
  return own.presets.slice(0, maxPresets).map(({ id, name, values }) => {
    const changes = differences(own.stored, values);
    const lines = wordDifferences(changes, t, language, nameOf);
    const shown = lines.length === 0 ? [t('ownNews.presetNothing')] : lines;
    return {
      kind: 'submenu',
      text: name,
      items: [
        ...shown.map((text): MenuItem => ({ kind: 'label', text })),
        { kind: 'separator' },
        {
          kind: 'action',
          id: `preset:${id}`,
          text: t('ownNews.presetApply'),
          enabled: connection.kind === 'live',
        },
      ],
    };
  });
}
