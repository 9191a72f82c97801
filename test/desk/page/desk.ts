/** The desk's page: draws tray, menu and notifications from the core's models, and reports what a person does with them. */

import type {
  MenuItem,
  NotificationModel,
  ShellEffect,
  ShellSignal,
} from '../../../electron/contract/desktop-model.ts';
import { drawTray } from './draw-tray.ts';

const panel = element('.panel');
const menu = element('.menu');
const menuButton = element('.menu-button');
const tray = element('.tray');
const toasts = element('.toasts');
const address = new URL('socket?only=effects', location.href);
address.protocol = 'ws:';
const socket = new WebSocket(address);

socket.addEventListener('message', (message: MessageEvent<string>) => {
  const data = JSON.parse(message.data) as { effect?: ShellEffect };
  if (data.effect !== undefined) apply(data.effect);
});
socket.addEventListener('close', () => {
  element('.lost').hidden = false;
});

/** Someone may click before the socket is open. */
const unsent: string[] = [];
socket.addEventListener('open', () => {
  for (const message of unsent.splice(0)) socket.send(message);
});

function signal(signal: ShellSignal): void {
  const message = JSON.stringify({ signal });
  if (socket.readyState === WebSocket.OPEN) socket.send(message);
  else if (socket.readyState === WebSocket.CONNECTING) unsent.push(message);
}

function apply(effect: ShellEffect): void {
  switch (effect.kind) {
    case 'tray':
      drawTray(tray, effect.tray);
      menu.replaceChildren(...effect.tray.menu.map(drawItem));
      return;
    case 'notify':
      return notify(effect.notification);
    case 'dismiss-notification':
      return dismiss(effect.id);
    case 'open-panel':
      return setPanel(true);
    case 'close-panel':
      return setPanel(false);
    case 'open-link':
      location.assign(effect.url);
      return;
    case 'preferences':
      if (effect.theme === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = effect.theme;
      return;
    case 'install-update':
      // A page in a browser can't be updated.
      return signal({ kind: 'update-failed' });
    case 'keychain-asked':
      // A page never covers a dialog of the system.
      return;
    case 'quit':
      return setPanel(false);
  }
}

function setPanel(open: boolean): void {
  if (panel.hidden !== open) return;
  panel.hidden = !open;
  signal({ kind: 'panel', open });
  if (open) panel.querySelector('iframe')?.focus();
  else tray.focus();
}

function setMenu(open: boolean): void {
  menu.hidden = !open;
  menuButton.setAttribute('aria-expanded', String(open));
  if (open) menuItems()[0]?.focus();
}

function menuItems(): HTMLButtonElement[] {
  return [...menu.querySelectorAll<HTMLButtonElement>('button:enabled')];
}

function drawItem(item: MenuItem): HTMLLIElement {
  const row = document.createElement('li');
  row.setAttribute('role', 'none');
  switch (item.kind) {
    case 'separator':
      row.className = 'separator';
      row.setAttribute('role', 'separator');
      break;
    case 'label':
      row.className = 'label';
      row.textContent = item.text;
      break;
    case 'submenu': {
      const title = document.createElement('div');
      title.className = 'label';
      title.textContent = item.text;
      const nested = document.createElement('ul');
      nested.className = 'nested';
      nested.setAttribute('role', 'group');
      nested.setAttribute('aria-label', item.text);
      nested.append(...item.items.map(drawItem));
      row.append(title, nested);
      break;
    }
    case 'action': {
      const button = document.createElement('button');
      button.type = 'button';
      button.disabled = !item.enabled;
      button.setAttribute('role', item.checked === undefined ? 'menuitem' : 'menuitemcheckbox');
      const mark = document.createElement('span');
      mark.className = 'mark';
      mark.setAttribute('aria-hidden', 'true');
      if (item.checked !== undefined) {
        button.setAttribute('aria-checked', String(item.checked));
        mark.textContent = item.checked ? '✓' : '';
      }
      const text = document.createElement('span');
      text.textContent = item.text;
      button.append(mark, text);
      button.addEventListener('click', () => {
        setMenu(false);
        signal({ kind: 'menu', id: item.id });
      });
      row.append(button);
    }
  }
  return row;
}

function notify(notification: NotificationModel): void {
  dismiss(notification.id);
  const toast = document.createElement('article');
  toast.className = 'toast';
  toast.dataset['id'] = notification.id;
  const open = document.createElement('button');
  open.type = 'button';
  open.className = 'toast-open';
  const title = document.createElement('strong');
  title.textContent = notification.title;
  const body = document.createElement('span');
  body.textContent = notification.body;
  open.append(title, body);
  open.addEventListener('click', () => {
    dismiss(notification.id);
    signal({ kind: 'notification-clicked', id: notification.id });
  });
  const actions = document.createElement('div');
  actions.className = 'toast-actions';
  for (const action of notification.actions) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = action.text;
    button.addEventListener('click', () => {
      dismiss(notification.id);
      signal({ kind: 'notification-action', id: notification.id, action: action.id });
    });
    actions.append(button);
  }
  toast.append(open, actions);
  toasts.append(toast);
  while (toasts.children.length > 4) toasts.firstElementChild?.remove();
}

function dismiss(id: string): void {
  for (const toast of toasts.querySelectorAll<HTMLElement>('.toast')) {
    if (toast.dataset['id'] === id) toast.remove();
  }
}

function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`The desk's page lacks ${selector}`);
  return found;
}

tray.addEventListener('click', () => {
  setMenu(false);
  if (panel.hidden) signal({ kind: 'tray-clicked' });
  else setPanel(false);
});
for (const target of [tray, menuButton]) {
  target.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    setMenu(true);
  });
}
menuButton.addEventListener('click', () => {
  setMenu(menu.hidden !== false);
});
menu.addEventListener('keydown', (event) => {
  const items = menuItems();
  const at = items.findIndex((item) => item === document.activeElement);
  if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
  else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
  else return;
  event.preventDefault();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || menu.hidden) return;
  setMenu(false);
  menuButton.focus();
});
document.addEventListener('click', (event) => {
  const inside =
    event.target instanceof Node && (menu.contains(event.target) || menuButton.contains(event.target));
  if (!inside) setMenu(false);
});
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-signal]')) {
  button.addEventListener('click', () => {
    const kind = button.dataset['signal'];
    if (kind === 'lock' || kind === 'unlock' || kind === 'suspend' || kind === 'resume') signal({ kind });
  });
}

const clock = element('.clock');
function showTime(): void {
  clock.textContent = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(new Date());
  setTimeout(showTime, 1000 * (60 - new Date().getSeconds()));
}
showTime();
