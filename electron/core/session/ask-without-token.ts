/** A harmless question: is anyone there who could judge a login, or take a token? */

import { toFailure } from '../app-error.ts';
import type { PbxClient } from '../pbx/client-port.ts';

/** Numbers that a device gives while it starts: its web server is there, and what is behind it is not. */
const notUpYet: readonly unknown[] = ['30001', '20010'];

/** A device that is up says that there is no token. Rejects as the call does where nobody can judge anything. */
export async function askWithoutToken(client: Pick<PbxClient, 'deviceInfo'>): Promise<void> {
  try {
    await client.deviceInfo('');
  } catch (error) {
    const { code, detail } = toFailure(error);
    if (code === 'pbx.rejected' && !notUpYet.includes(detail['errno'])) return;
    if (code !== 'pbx.session-expired') throw error;
  }
}
