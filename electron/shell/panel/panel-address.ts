/** Where the renderer comes from: an own scheme, so that no file and no web address is ever the origin of a page. */

export const panelScheme = 'app';
const panelHost = 'lampfield';

export const panelAddress = `${panelScheme}://${panelHost}/index.html`;

/** Whether `address` belongs to the product's own pages. Node's URL gives own schemes no origin, so its parts are compared. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${panelScheme}:` && host === panelHost && username === '' && password === '';
}
