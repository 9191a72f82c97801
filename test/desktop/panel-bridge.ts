/** For tests of the real program: the panel's own bridge, asked from within its page, for what is not about how the panel looks. */

import type { Page } from 'playwright';
import type { Payload, Reply, RequestName, Result } from '../../electron/contract/requests.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { DemoPbx } from '../pbx/demo-pbx.ts';

interface Bridge {
  readonly invoke: (name: string, payload: unknown) => Promise<unknown>;
}

export async function askBridge<N extends RequestName>(
  page: Page,
  name: N,
  payload: Payload<N>,
): Promise<Reply<Result<N>>> {
  const reply = await page.evaluate(
    ({ asked, with: given }) => {
      const { lampfield } = globalThis as unknown as { lampfield: Bridge };
      return lampfield.invoke(asked, given);
    },
    { asked: name, with: payload },
  );
  return reply as Reply<Result<N>>;
}

/** As `askBridge`; a refusal is a failure of the test. */
export async function requestOf<N extends RequestName>(
  page: Page,
  name: N,
  payload: Payload<N>,
): Promise<Result<N>> {
  const reply = await askBridge(page, name, payload);
  if (!reply.ok) throw new Error(`expected ${name} to work, got ${reply.failure.code}`);
  return reply.value;
}

export const snapshotOf = (page: Page): Promise<Snapshot> => requestOf(page, 'snapshot.get', {});

/** The four steps of the first run, without the mouse. Resolves when the extension was chosen. */
export async function signIn(page: Page, pbx: DemoPbx, extension: string): Promise<void> {
  const { url, fingerprint, username, password } = pbx;
  await requestOf(page, 'setup.open', { at: 'address' });
  await requestOf(page, 'setup.address', { address: url, plainHttpConfirmed: false });
  await requestOf(page, 'setup.certificate', { sha256: fingerprint, decision: 'trust' });
  await requestOf(page, 'setup.account', { username, password });
  await requestOf(page, 'setup.extension', { number: extension });
}
