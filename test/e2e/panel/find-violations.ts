/** What axe finds wrong on a page, and where: enough to fix it. */
import axe from 'axe-core';
import type { Page } from 'playwright';

declare global {
  interface Window {
    readonly axe?: Pick<typeof axe, 'run'>;
  }
}

/** The panel is one frame, so axe runs in it in one go. `rules`: all of them when absent. */
export async function findViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Half a megabyte, so a page reads it once.
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (only) => {
    if (window.axe === undefined) throw new Error('expected axe in the page');
    // What another size or colour brings is on the page with the next frame.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const runOnly = only === undefined ? {} : { runOnly: [...only] };
    const found = await window.axe.run(document, { ...runOnly, resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => ({ id, html: nodes.map((node) => node.html) }));
  }, rules);
  return violations.flatMap(({ id, html }) => html.map((part) => `${id}: ${part.slice(0, 160)}`));
}
