/** For end-to-end tests of My calls: the desk with the panel open on the list, clicks counted, and what the PBX holds. */

import type { FrameLocator, Locator } from 'playwright';
import { openDeskInBrowser, type DeskOptions, type OpenedDesk } from './open-desk.ts';
import type { ExtensionFields } from '../../pbx/api/extension-fields.ts';

export interface OpenedCalls extends OpenedDesk {
  /** What the PBX holds of my extension. */
  readonly device: () => ExtensionFields;
  /** The fields of each `extension/update` since the start, secrets as marks. */
  readonly updates: () => Record<string, unknown>[];
  /** The row of a setting, or of a part of one. */
  readonly row: (setting: string, part?: string) => Locator;
  /** Chooses an entry of a row's select. */
  readonly choose: (setting: string, option: string | RegExp) => Promise<void>;
  /** The row says that it was saved, which is after the PBX was read back. */
  readonly saved: (setting: string) => Promise<void>;
}

/** Below a test's own, so that the failure names the step. */
const actionTimeoutMs = 15_000;

export const me = '1002';

/** Everyone else is there and free, so that nothing warns of a dead end by chance. */
export async function openMyCalls(options: DeskOptions = {}): Promise<OpenedCalls> {
  const opened = await openDeskInBrowser({
    extension: me,
    ...options,
    pbx: { quirks: 'none', ...options.pbx },
    prepare: async (pbx) => {
      for (const number of pbx.extensions.numbers()) pbx.extensions.setStatus(number, 'Registered');
      await options.prepare?.(pbx);
    },
  });
  const { page, panel, pbx, running } = opened;
  page.setDefaultTimeout(actionTimeoutMs);
  await running.until(({ myExtension }) => myExtension !== null);
  const row = (setting: string, part?: string) =>
    panel.locator(`[data-setting="${setting}"]${part === undefined ? '' : `[data-part="${part}"]`}`).first();
  return {
    ...opened,
    device() {
      const extension = pbx.extensions.get(me);
      if (extension === undefined) throw new Error(`the PBX has no ${me}`);
      return extension.fields;
    },
    updates: () =>
      pbx.log
        .filter(({ path }) => path === 'extension/update')
        .map(({ body }) => ({ ...(body as Record<string, unknown>) })),
    row,
    async choose(setting, option) {
      await row(setting).getByRole('combobox').first().click();
      await panel.getByRole('option', { name: option }).click();
    },
    saved: (setting) => panel.locator(`[data-setting="${setting}"][data-state="saved"]`).first().waitFor(),
  };
}

/** From the list. */
export async function openPage(panel: FrameLocator): Promise<void> {
  await panel.getByRole('button', { name: 'Settings', exact: true }).click();
  await panel.getByRole('heading', { name: 'Forwarding' }).waitFor();
}

/** The button whose words are what callers get. */
export function statusButton(panel: FrameLocator): Locator {
  return panel.getByRole('button', { name: /Change what callers get$/ });
}
