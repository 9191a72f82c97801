/** The pictures, as files: there for every state, of the sizes that the systems ask for, and telling states apart by shape. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  trayPictureFile,
  trayPictures,
  trayStyle,
  type TrayStyle,
} from '../../electron/shell/tray/tray-picture.ts';
import { makePackageIcons, makeShellPictures, scaledFile } from './make-pictures.ts';
import { trayLamps, trayMarks, traySvg } from './tray-svg.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lampfield-pictures-'));
  mkdirSync(join(root, 'build'));
  cpSync(join(import.meta.dirname, 'lampfield.svg'), join(root, 'build/pictures/lampfield.svg'));
  makeShellPictures(root);
  makePackageIcons(root);
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Width and height out of the header of a PNG. */
function sizeOf(file: string): readonly [number, number] {
  const png = readFileSync(file);
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

const styles = Object.keys(trayPictures) as TrayStyle[];

test.each(styles)('the style %s has every lamp with every mark, in every scale', (style) => {
  const { size, scales } = trayPictures[style];
  for (const lamp of trayLamps) {
    for (const mark of trayMarks) {
      const file = join(root, 'dist/tray', trayPictureFile(style, { lamp, mark }));
      for (const scale of scales) {
        expect(sizeOf(scaledFile(file, scale))).toEqual([size * scale, size * scale]);
      }
    }
  }
});

test('Windows gets 16 to 48 px, macOS templates, Linux plain ones', () => {
  const pixels = ({ size, scales }: { size: number; scales: readonly number[] }) =>
    scales.map((s) => s * size);
  expect(pixels(trayPictures['on-dark'])).toEqual([16, 20, 24, 32, 40, 48]);
  expect(trayStyle('win32', true)).toBe('on-dark');
  expect(trayStyle('win32', false)).toBe('on-light');
  expect(trayStyle('linux', true)).toBe('plain');
  expect(trayPictureFile(trayStyle('darwin', true), { lamp: 'free', mark: 'none' })).toMatch(
    /Template\.png$/,
  );
});

test('no two states look the same at 16 px, even without colour', () => {
  const seen = new Map<string, Buffer>();
  for (const lamp of trayLamps) {
    for (const mark of trayMarks) {
      const options = { fitTo: { mode: 'width', value: 16 }, font: { loadSystemFonts: false } } as const;
      seen.set(`${lamp} ${mark}`, new Resvg(traySvg(lamp, mark, 'on-light'), options).render().pixels);
    }
  }
  for (const [name, pixels] of seen) {
    for (const [other, others] of seen) {
      if (name >= other) continue;
      // Of the alpha channel: how many of the 256 pixels differ by a third or more.
      let different = 0;
      for (let at = 3; at < pixels.length; at += 4) {
        if (Math.abs((pixels[at] ?? 0) - (others[at] ?? 0)) > 85) different += 1;
      }
      expect(different, `${name} and ${other}`).toBeGreaterThanOrEqual(8);
    }
  }
});

test('each system gets the icon in its own format', () => {
  const icons = join(root, 'dist/icons');
  expect(readFileSync(join(icons, 'icon.icns')).subarray(0, 4).toString('latin1')).toBe('icns');
  const ico = readFileSync(join(icons, 'icon.ico'));
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  const widths = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => ico.readUInt8(6 + 16 * i) || 256);
  for (const width of [16, 32, 48, 256]) expect(widths).toContain(width);
  expect(sizeOf(join(icons, 'png/512x512.png'))).toEqual([512, 512]);
  expect(sizeOf(join(root, 'dist/icon.png'))).toEqual([256, 256]);
});
