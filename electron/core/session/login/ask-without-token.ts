/** A harmless request that shows whether the PBX can answer a login or a token at all. */

import { toFailure } from '../../app-error.ts';
import type { PbxClient } from '../../pbx/client-port.ts';

/** Numbers that a device answers with while it starts: the web server is up, what's behind it isn't. */
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
