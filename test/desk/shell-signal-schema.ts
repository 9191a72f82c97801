/** The signals that the desk's page may send, checked: it plays the operating system's part. */

import { z } from 'zod';
import type { ShellSignal } from '../../electron/contract/desktop-model.ts';

const text = z.string().max(300);

export const shellSignalSchema: z.ZodType<ShellSignal> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('panel'), open: z.boolean() }),
  z.strictObject({ kind: z.literal('tray-clicked') }),
  z.strictObject({ kind: z.literal('set-up-link'), link: z.string().max(4_000) }),
  z.strictObject({ kind: z.literal('menu'), id: text }),
  z.strictObject({ kind: z.literal('notification-clicked'), id: text }),
  z.strictObject({ kind: z.literal('notification-action'), id: text, action: text }),
  z.strictObject({ kind: z.enum(['suspend', 'resume', 'lock', 'unlock', 'update-failed']) }),
  z.strictObject({ kind: z.literal('tray'), present: z.boolean() }),
  z.strictObject({ kind: z.literal('shortcut-refused'), shortcut: text.nullable() }),
  z.strictObject({ kind: z.literal('start-at-login'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('network'), online: z.boolean() }),
  z.strictObject({ kind: z.literal('do-not-disturb'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('update'), version: text }),
]);
