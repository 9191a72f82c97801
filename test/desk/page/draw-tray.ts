/** Draws the tray's icon: my own lamp by shape, with a mark when something needs me or the list is not live. */

import { lampShapes, lampStrokeWidth, lampViewBox } from '../../../electron/contract/lamp-shapes.ts';
import type { TrayModel } from '../../../electron/contract/desktop-model.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

export function drawTray(button: HTMLElement, { lamp, mark, tooltip }: TrayModel): void {
  button.title = tooltip;
  button.setAttribute('aria-label', tooltip);
  button.dataset['lamp'] = lamp;
  button.dataset['mark'] = mark;

  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', lampViewBox);
  svg.setAttribute('aria-hidden', 'true');
  const shape = lampShapes[lamp === 'none' ? 'offline' : lamp];
  if (shape.fill !== undefined) {
    svg.append(path({ d: shape.fill, fill: 'currentColor', 'fill-rule': 'evenodd' }));
  }
  if (shape.stroke !== undefined) {
    const width = String(lampStrokeWidth);
    svg.append(
      path({
        d: shape.stroke,
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': width,
        'stroke-linecap': 'round',
      }),
    );
  }
  button.replaceChildren(svg);
}

function path(attributes: Readonly<Record<string, string>>): SVGPathElement {
  const element = document.createElementNS(svgNamespace, 'path');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
