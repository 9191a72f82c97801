/** The product as a person sees it: desk, core and demo PBX, in a real browser. */

import { expect, it } from 'vitest';
import { openDeskInBrowser } from './open-desk.ts';

it('shows a colleague’s call in the panel that opens from the tray', async () => {
  const { panel, pageErrors, close } = await openDeskInBrowser({
    prepare: (pbx) => pbx.extensions.set('1003', { username: 'Zoë Quillfeather', status: 'Busy' }),
  });
  try {
    const row = panel.getByText('Zoë Quillfeather');
    await row.waitFor({ timeout: 20_000 });
    expect(await row.count()).toBe(1);
    expect(pageErrors).toEqual([]);
  } finally {
    await close();
  }
});
