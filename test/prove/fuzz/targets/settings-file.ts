/** `settings.json`: every content is either settings or a broken file; what was read once is read the same again. */

import { z } from 'zod';
import { migrateSettings } from '../../../../electron/core/settings/settings-migration.ts';
import { settingsFileSchema } from '../../../../electron/core/settings/settings-schema.ts';

export function fuzz(data: Buffer): void {
  let json: unknown;
  try {
    json = JSON.parse(data.toString('utf8'));
  } catch {
    return;
  }
  let migrated: unknown;
  try {
    migrated = migrateSettings(json);
  } catch (error) {
    // What the store takes for a broken file.
    if (error instanceof TypeError || error instanceof RangeError || error instanceof z.ZodError) return;
    throw error;
  }
  const first = settingsFileSchema.safeParse(migrated);
  if (!first.success) return;
  const second = settingsFileSchema.parse(migrateSettings(JSON.parse(JSON.stringify(first.data))));
  if (JSON.stringify(second) !== JSON.stringify(first.data))
    throw new Error('reading twice gives other settings');
}
