/** Which picture the tray shows: one file for each lamp and mark, in the style of the system's tray. */

import type { TrayModel } from '../../contract/desktop-model.ts';

/**
 * `template`: black on nothing, macOS colours it. `on-light`, `on-dark`: for the two task bars of Windows.
 * `plain`: a grey that stands out from light and dark, because Linux doesn't say what colour its panel is.
 */
export type TrayStyle = 'template' | 'on-light' | 'on-dark' | 'plain';

/** Size of the base picture, DIP; scaled ones are beside it as `name@2x.png`, where Electron finds them. */
export const trayPictures: Readonly<
  Record<TrayStyle, { readonly size: number; readonly scales: readonly number[] }>
> = {
  template: { size: 16, scales: [1, 2, 3] },
  'on-light': { size: 16, scales: [1, 1.25, 1.5, 2, 2.5, 3] },
  'on-dark': { size: 16, scales: [1, 1.25, 1.5, 2, 2.5, 3] },
  plain: { size: 24, scales: [1, 2] },
};

export function trayStyle(platform: NodeJS.Platform, darkTaskBar: boolean): TrayStyle {
  if (platform === 'darwin') return 'template';
  if (platform === 'win32') return darkTaskBar ? 'on-dark' : 'on-light';
  return 'plain';
}

/** Path below the folder of pictures. macOS recognises a template by the end of its name. */
export function trayPictureFile(style: TrayStyle, { lamp, mark }: Pick<TrayModel, 'lamp' | 'mark'>): string {
  return `${style}/${lamp}-${mark}${style === 'template' ? 'Template' : ''}.png`;
}
