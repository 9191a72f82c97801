/** The browser that draws the pictures: started so that it draws alike on every machine. */
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { browserLaunch } from '../../../build/machine/find-browser.ts';

/** Letters without hinting and without coloured edges, colours as they are written, no graphics card. */
const ALIKE = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--disable-gpu',
];

export function openPictureBrowser(): Promise<Browser> {
  const launch = browserLaunch();
  const env = { ...process.env, FONTCONFIG_FILE: fileURLToPath(new URL('fonts.conf', import.meta.url)) };
  return chromium.launch({ ...launch, env, args: [...launch.args, ...ALIKE] });
}

/** Why pictures cannot be compared here; undefined where they can. */
export function whyNotComparable(): string | undefined {
  return process.platform === 'linux'
    ? undefined
    : 'needs Linux: other systems smooth letters in their own way';
}
