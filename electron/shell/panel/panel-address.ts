/** Where the renderer is loaded from: a scheme of our own, so that no page has a file or a web address as its origin. */

export const panelScheme = 'app';
const panelHost = 'lampfield';

export const panelAddress = `${panelScheme}://${panelHost}/index.html`;

/** Whether `address` belongs to the product's own pages. Node's URL gives own schemes no origin, so its parts are compared. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${panelScheme}:` && host === panelHost && username === '' && password === '';
}
