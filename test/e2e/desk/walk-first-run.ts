/** For end-to-end tests: from nothing to the list, with the mouse, as a new employee does. */

import type { FrameLocator } from 'playwright';
import type { DemoPbx } from '../../pbx/demo-pbx.ts';

export interface FirstRunSteps {
  readonly address?: string;
  readonly password?: string;
  /** Called when a step stands on the screen, before it is answered: for pictures and searches. */
  readonly see?: (step: 'welcome' | 'address' | 'certificate' | 'account' | 'extension') => Promise<void>;
}

export async function walkFirstRun(
  panel: Pick<FrameLocator, 'getByRole' | 'getByLabel'>,
  pbx: Pick<DemoPbx, 'url' | 'username' | 'password'>,
  extensionName: string,
  { address = pbx.url, password = pbx.password, see = () => Promise.resolve() }: FirstRunSteps = {},
): Promise<void> {
  const press = (name: string) => panel.getByRole('button', { name, exact: true }).click();
  await panel.getByRole('button', { name: 'Set up' }).waitFor();
  await see('welcome');
  await press('Set up');
  await panel.getByLabel('Address of the PBX').fill(address);
  await see('address');
  await press('Continue');
  await panel.getByRole('button', { name: 'Yes, this is my PBX' }).waitFor();
  await see('certificate');
  await press('Yes, this is my PBX');
  await panel.getByLabel('Account name').fill(pbx.username);
  await panel.getByLabel('Password').fill(password);
  await see('account');
  await panel.getByLabel('Password').press('Enter');
  await panel.getByRole('combobox', { name: 'Find your name or number' }).fill(extensionName);
  await see('extension');
  await press('That’s me');
  await panel.getByRole('list', { name: 'Colleagues' }).waitFor();
}
