/** Makes every picture of the product from the lamps' shapes and the one icon: the tray's, the window's, the installers'. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import png2icons from 'png2icons';
import { trayPictureFile, trayPictures, type TrayStyle } from '../../electron/shell/tray/tray-picture.ts';
import { trayLamps, trayMarks, traySvg } from './tray-svg.ts';

const ICON = 'build/pictures/lampfield.svg';
/** Sizes of the icon in the desktop's icon theme, px. */
const THEME_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];

/** PNG of that many pixels each way. Nothing is read from the machine's fonts: the pictures hold no text. */
function rendered(svg: string, pixels: number): Uint8Array {
  const options = { fitTo: { mode: 'width', value: pixels }, font: { loadSystemFonts: false } } as const;
  return new Resvg(svg, options).render().asPng();
}

function write(path: string, data: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, data);
}

/** The file of a scale: `free-none@1.5x.png` beside `free-none.png`. */
export function scaledFile(file: string, scale: number): string {
  return scale === 1 ? file : file.replace(/\.png$/, `@${scale}x.png`);
}

/** To `dist/tray` and `dist/icon.png`: what the program itself shows. */
export function makeShellPictures(root: string): void {
  for (const style of Object.keys(trayPictures) as TrayStyle[]) {
    const { size, scales } = trayPictures[style];
    for (const lamp of trayLamps) {
      for (const mark of trayMarks) {
        const svg = traySvg(lamp, mark, style);
        const file = join(root, 'dist/tray', trayPictureFile(style, { lamp, mark }));
        for (const scale of scales) write(scaledFile(file, scale), rendered(svg, size * scale));
      }
    }
  }
  write(join(root, 'dist/icon.png'), rendered(readFileSync(join(root, ICON), 'utf8'), 256));
}

/** To `dist/icons`: what the installers and the systems show. */
export function makePackageIcons(root: string): void {
  const svg = readFileSync(join(root, ICON), 'utf8');
  const folder = join(root, 'dist/icons');
  const largest = Buffer.from(rendered(svg, 1024));
  const icns = png2icons.createICNS(largest, png2icons.BICUBIC2, 0);
  const ico = png2icons.createICO(largest, png2icons.BICUBIC2, 0, false, true);
  if (icns === null || ico === null) throw new Error('the icon could not be converted');
  write(join(folder, 'icon.icns'), icns);
  write(join(folder, 'icon.ico'), ico);
  for (const size of THEME_SIZES) write(join(folder, 'png', `${size}x${size}.png`), rendered(svg, size));
}
