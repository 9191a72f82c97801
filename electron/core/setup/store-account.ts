/** Stores what a trial login has proven, at the wizard's end. */

import { toFailure } from '../app-error.ts';
import type { Log } from '../ports.ts';
import type { PbxSecrets } from '../keychain/secret-shelf.ts';

/** A keychain that doesn't open stops nobody here: the shelf keeps it in memory and says so on the screen. */
export async function storeAccount(from: PbxSecrets, to: PbxSecrets, log: Log): Promise<void> {
  const account = await from.account();
  const token = await from.token();
  try {
    if (account !== undefined) await to.saveAccount(account);
    if (token !== undefined) await to.saveToken(token);
  } catch (error) {
    log.warn('setup.not-stored', { code: toFailure(error).code });
  }
}
