/** What axe finds wrong on a page, and where: enough to fix it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';

/** The panel is one frame, so axe runs in it in one go. `rules`: all of them when absent. */
export async function findViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  if (rules !== undefined) axe.withRules([...rules]);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
