/** For end-to-end tests of my extension's settings: the desk with the form open, and what the PBX holds of it. */

import type { FrameLocator, Locator } from 'playwright';
import { openDeskInBrowser, type DeskOptions, type OpenedDesk } from './open-desk.ts';
import type { ExtensionFields } from '../pbx/extension-fields.ts';

export interface OwnSettings extends OpenedDesk {
  /** What the PBX holds of my extension. */
  readonly device: () => ExtensionFields;
  /** The fields of each `extension/update` since the start, secrets as marks. */
  readonly updates: () => Record<string, unknown>[];
  /** A setting's row, by its name of the contract. */
  readonly row: (field: string) => Locator;
  /** The foot of the form: what is to be saved, and what came of it. */
  readonly bar: Locator;
  readonly saved: () => Promise<void>;
  /** Presses "Save" and waits for the outcome that everything is as wished. */
  readonly save: () => Promise<void>;
}

/** For `expect.poll`: what takes a moment on a busy machine. */
export const soon = { timeout: 15_000 } as const;
/** Below a test's own, so that the failure names the step. */
const actionTimeoutMs = 15_000;

export const me = '1002';

/** Everybody else is there and free, so that nothing warns of a dead end by chance. */
export async function openOwnSettings(options: DeskOptions = {}): Promise<OwnSettings> {
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
  await running.until(({ own }) => own !== null);
  await openForm(panel);
  const device = () => {
    const extension = pbx.extensions.get(me);
    if (extension === undefined) throw new Error(`the PBX has no ${me}`);
    return extension.fields;
  };
  const bar = panel.getByRole('group', { name: 'Save', exact: true });
  const saved = () => bar.getByText('Saved and checked on the PBX').waitFor();
  return {
    ...opened,
    device,
    updates: () =>
      pbx.log
        .filter(({ path }) => path === 'extension/update')
        .map(({ body }) => ({ ...(body as Record<string, unknown>) })),
    row: (field) => panel.locator(`[data-field="${field}"]`),
    bar,
    saved,
    save: async () => {
      await bar.getByRole('button', { name: 'Save', exact: true }).click();
      await saved();
    },
  };
}

/** From the list. */
export async function openForm(panel: FrameLocator): Promise<void> {
  await panel.getByRole('button', { name: 'Settings', exact: true }).click();
  await panel.getByRole('heading', { name: 'Availability' }).waitFor();
}
