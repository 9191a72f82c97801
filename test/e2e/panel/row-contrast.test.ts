/**
 * Contrast of the rows as they are drawn. An empty button lies over each row's text, so axe cannot judge it: here the pixels
 * are read. Text needs 4.5 to 1, lamps and icons 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
 */
import { expect, test } from 'vitest';
import { themes } from '../../renderer/gallery/show-view.ts';
import { views } from '../../renderer/gallery/views.ts';
import { openGallery } from './open-gallery.ts';

interface Part {
  readonly what: string;
  readonly needed: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

const gallery = openGallery({ deviceScaleFactor: 2 });

/** What must stand out from its background, on the rows that are fully visible. */
function partsOf(number: string | null): Promise<Part[]> {
  return gallery.page.evaluate((only) => {
    const kinds = [
      ['.name', 4.5],
      ['.words > .state', 4.5],
      ['.number', 4.5],
      ['.lamp > svg', 3],
      ['.mark > svg', 3],
    ] as const;
    const list = document.querySelector('.scroller')?.getBoundingClientRect();
    const rows = [...document.querySelectorAll<HTMLElement>('[data-number]')];
    return rows
      .filter((row) => row.getBoundingClientRect().bottom <= (list?.bottom ?? 0))
      .filter((row) => only === null || row.dataset['number'] === only)
      .flatMap((row) =>
        kinds.flatMap(([selector, needed]) =>
          [...row.querySelectorAll(selector)].flatMap((element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            const text = element instanceof SVGElement ? element.getAttribute('class') : element.textContent;
            if (width === 0 || !element.checkVisibility({ visibilityProperty: true })) return [];
            return [
              {
                what: `${row.dataset['number'] ?? ''} ${selector} ${text ?? ''}`,
                needed,
                box: { x, y, width, height },
              },
            ];
          }),
        ),
      );
  }, number);
}

/** The highest contrast in each box between its commonest colour and any other, from the picture that was taken. */
async function contrasts(parts: readonly Part[]): Promise<number[]> {
  const png = await gallery.page.screenshot({ animations: 'disabled', caret: 'hide' });
  return gallery.page.evaluate(
    async ({ url, boxes, scale }) => {
      const picture = new Image();
      picture.src = url;
      await picture.decode();
      const canvas = document.createElement('canvas');
      canvas.width = picture.width;
      canvas.height = picture.height;
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      if (pen === null) return [];
      pen.drawImage(picture, 0, 0);
      const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      const luminance = (rgb: number) =>
        0.2126 * linear((rgb >> 16) / 255) +
        0.7152 * linear(((rgb >> 8) & 255) / 255) +
        0.0722 * linear((rgb & 255) / 255);
      return boxes.map(({ x, y, width, height }) => {
        const { data } = pen.getImageData(x * scale, y * scale, width * scale, height * scale);
        const seen = new Map<number, number>();
        for (let at = 0; at < data.length; at += 4) {
          const rgb = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
          seen.set(rgb, (seen.get(rgb) ?? 0) + 1);
        }
        const ground = [...seen].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
        const ratios = [...seen.keys()].map((rgb) => {
          const [light = 0, dark = 0] = [luminance(rgb), luminance(ground)].sort((a, b) => b - a);
          return (light + 0.05) / (dark + 0.05);
        });
        return Math.max(...ratios);
      });
    },
    { url: `data:image/png;base64,${png.toString('base64')}`, boxes: parts.map(({ box }) => box), scale: 2 },
  );
}

async function tooPale(number: string | null): Promise<string[]> {
  const parts = await partsOf(number);
  const found = await contrasts(parts);
  expect(parts.length).toBeGreaterThan(2);
  return parts.flatMap(({ what, needed }, i) => {
    const ratio = found[i] ?? 0;
    return ratio < needed ? [`${what}: ${ratio.toFixed(2)}`] : [];
  });
}

const judged = ['live', 'stale'].flatMap((name) =>
  themes.flatMap((theme) =>
    (['no-preference', 'more'] as const).map((contrast) => ({ name, theme, contrast })),
  ),
);

test.for(judged)(
  '$name, $theme, contrast $contrast',
  { timeout: 120_000 },
  async ({ name, theme, contrast }) => {
    const view = views.find((one) => one.name === name);
    if (view === undefined) throw new Error(`no view ${name}`);
    await gallery.show(view, { theme, zoom: 1 });
    await gallery.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce', contrast });
    expect(await tooPale(null)).toEqual([]);
    // A row is paler under the pointer than on the bare surface.
    for (const number of await gallery.page
      .locator('[data-number]')
      .evaluateAll((rows) => rows.slice(0, 9).map((row) => (row as HTMLElement).dataset['number'] ?? ''))) {
      await gallery.page.hover(`[data-number="${number}"] .open`);
      expect(await tooPale(number)).toEqual([]);
    }
  },
);

test.for(
  themes.flatMap((colorScheme) => [
    { colorScheme, contrast: 'no-preference', forcedColors: 'none' } as const,
    { colorScheme, contrast: 'more', forcedColors: 'none' } as const,
    { colorScheme, contrast: 'no-preference', forcedColors: 'active' } as const,
  ]),
)(
  'the mark under the pointer: $colorScheme, contrast $contrast, forced colours $forcedColors',
  async (look) => {
    const view = views.find(({ name }) => name === 'live');
    if (view === undefined) throw new Error('no view');
    await gallery.show(view, { theme: look.colorScheme, zoom: 1 });
    await gallery.page.emulateMedia({ reducedMotion: 'reduce', ...look });
    for (const mark of ['.call', '.bell', '.star']) {
      await gallery.page.hover('[data-number="1013"] .open');
      await gallery.page.hover(`[data-number="1013"] ${mark}`);
      expect(await tooPale('1013')).toEqual([]);
    }
    await gallery.page.emulateMedia({ contrast: null, forcedColors: null });
  },
);

test('a pale row is found', async () => {
  const [view] = views.filter(({ name }) => name === 'live');
  if (view === undefined) throw new Error('no view');
  await gallery.show(view, { theme: 'light', zoom: 1 });
  await gallery.page.addStyleTag({ content: '[data-number] .state { color: #999 !important }' });
  expect(await tooPale(null)).toContainEqual(expect.stringMatching(/\.state/));
});
