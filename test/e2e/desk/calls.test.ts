/** A call in the whole product: a press in the panel, phones on the demo PBX, and what the panel tells of it. */

import { expect, it } from 'vitest';
import { openDeskInBrowser } from './open-desk.ts';
import { soon } from '../../soon.ts';

const me = '1000';
const zoe = '1003';

it('calls a colleague from the list, follows the call, and transfers an outside one to them', async () => {
  const { pbx, panel, page, running, pageErrors, close } = await openDeskInBrowser({
    extension: me,
    prepare: (device) => device.extensions.set(zoe, { username: 'Zoë Quillfeather' }),
  });
  try {
    const strip = panel.getByRole('region', { name: 'Call' });
    const told = (text: string) => strip.getByText(text).waitFor(soon);
    await panel.getByText('Zoë Quillfeather').waitFor();
    await page.keyboard.type('zoe');
    await page.keyboard.press('Control+Enter');
    await told('Pick up your phone…');
    pbx.phones.pickUp(me);
    await told('Calling Zoë Quillfeather…');
    pbx.phones.pickUp(zoe);
    await told('On a call with Zoë Quillfeather');
    await strip.getByRole('button', { name: 'Hang up' }).click();
    await told('Call ended');
    expect(pbx.extensions.get(zoe)?.fields.status).toBe('Registered');

    await expect.poll(() => running.snapshot().me?.state, soon).toBe('free');
    pbx.phones.callFromOutside(me, '0301234567');
    pbx.phones.pickUp(me);
    await told('On a call with 0301234567');
    await page.keyboard.press('Control+Enter');
    await told('Transferred to Zoë Quillfeather');
    expect(pbx.extensions.get(zoe)?.fields.status).toBe('Ringing');
    expect(pageErrors).toEqual([]);
  } finally {
    await close();
  }
});
