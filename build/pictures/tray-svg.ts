/** Draws a tray picture: a lamp's silhouette, with a mark cut into its corner when something is the matter. */
import type { TrayModel } from '../../electron/contract/desktop-model.ts';
import { lampShapes, lampStates, lampStrokeWidth, lampViewBox } from '../../electron/contract/lamp-shapes.ts';
import type { TrayStyle } from '../../electron/shell/tray/tray-picture.ts';

type Lamp = TrayModel['lamp'];
type Mark = TrayModel['mark'];

export const trayLamps: readonly Lamp[] = ['none', ...lampStates];
export const trayMarks: readonly Mark[] = ['none', 'attention', 'offline'];

/** The grey stands out from white and from black alike (3.4 and 6.1 to 1). */
const inks: Readonly<Record<TrayStyle, string>> = {
  template: '#000000',
  'on-light': '#1a1a1a',
  'on-dark': '#ffffff',
  plain: '#8a8a8a',
};

/** In the view box's units: the corner at the lower right. `hole` keeps the lamp away from the mark. */
const marks: Readonly<Record<Exclude<Mark, 'none'>, { readonly hole: string; readonly mark: string }>> = {
  attention: { hole: 'M9.2 6h7v10.5h-7z', mark: `M10.9 7.4h2.4l-.4 4.6h-1.6z${circle(12.1, 14.2, 1.35)}` },
  offline: { hole: 'M7.5 9.5h9v7h-9z', mark: 'M9 11.6h7v2.4H9z' },
};

/** Before sign-in there's no state to show: the lamp is off. */
const unlit = { stroke: 'M3.2 8h.01M8 8h.01M12.8 8h.01' };

export function traySvg(lamp: Lamp, mark: Mark, style: TrayStyle): string {
  const ink = inks[style];
  const shape: { readonly fill?: string; readonly stroke?: string } =
    lamp === 'none' ? unlit : lampShapes[lamp];
  const width = lamp === 'none' ? 3 : lampStrokeWidth;
  const parts = [
    shape.fill === undefined ? '' : `<path fill="${ink}" fill-rule="evenodd" d="${shape.fill}"/>`,
    shape.stroke === undefined
      ? ''
      : `<path fill="none" stroke="${ink}" stroke-width="${width}" stroke-linecap="round" d="${shape.stroke}"/>`,
  ].join('');
  if (mark === 'none') return wrapped(parts);
  const { hole, mark: drawn } = marks[mark];
  const mask = `<mask id="m" maskUnits="userSpaceOnUse" x="0" y="0" width="16" height="16"><path fill="#fff" d="M0 0h16v16H0z"/><path fill="#000" d="${hole}"/></mask>`;
  return wrapped(`${mask}<g mask="url(#m)">${parts}</g><path fill="${ink}" d="${drawn}"/>`);
}

function wrapped(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${lampViewBox}">${content}</svg>`;
}

function circle(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}
