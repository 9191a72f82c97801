/** The panel's window: made when first needed and kept after, shown and hidden, replaced when its renderer crashes. */

import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import { createTimer } from '../../core/lib/timer.ts';
import type { Clock, Log } from '../../core/ports.ts';
import { panelAddress } from './panel-address.ts';
import type { PanelBounds, PlacedWindow } from './panel-bounds.ts';
import { panelOptions, type PanelAppearance, type PanelMode } from './panel-options.ts';

export type PanelWindow = PlacedWindow &
  Pick<
    BrowserWindow,
    | 'on'
    | 'show'
    | 'showInactive'
    | 'hide'
    | 'focus'
    | 'isFocused'
    | 'restore'
    | 'minimize'
    | 'isMinimized'
    | 'isDestroyed'
    | 'destroy'
    | 'setAlwaysOnTop'
    | 'loadURL'
    | 'removeMenu'
    | 'setVisibleOnAllWorkspaces'
  > & {
    readonly webContents: Pick<
      BrowserWindow['webContents'],
      'id' | 'on' | 'send' | 'isDevToolsFocused' | 'forcefullyCrashRenderer'
    >;
  };

export interface PanelPorts {
  readonly makeWindow: (options: BrowserWindowConstructorOptions) => PanelWindow;
  /** Asked whenever a window is made: the theme may have changed since. */
  readonly appearance: () => Omit<PanelAppearance, 'mode' | 'size' | 'smallest' | 'show' | 'onTop'>;
  readonly bounds: PanelBounds;
  /** There a window that was made hidden is never mapped, and the compositor alone decides which is on top and comes forward. */
  readonly wayland: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly onVisible: (visible: boolean) => void;
}

export interface Panel {
  open(): void;
  /** As `open`, but without taking the focus from where someone is typing. */
  openQuietly(): void;
  /** Opens it minimized, so that it can be found in the task bar; nothing if it's open already. */
  openMinimized(): void;
  close(): void;
  /** Handles a click on the tray: closes a panel that is in front; true if it should be opened or come forward. */
  clickedTray(): boolean;
  /** Handles the keyboard shortcut: closes a panel that has the focus; true if it should be opened or come forward. */
  pressedShortcut(): boolean;
  /** Takes effect when nobody sees the panel: a window doesn't change while someone uses it. */
  setMode(mode: PanelMode): void;
  /** Pinned it stays on top, and open without the focus, at a place and a size of its own. */
  setPinned(pinned: boolean): void;
  /** A system dialog may be open: none of our windows covers it or closes because of it. */
  setGivingWay(givingWay: boolean): void;
  /** Displays were added, removed or resized: an open panel may now be outside of them. */
  displaysChanged(): void;
  /** Undefined until there is a window. */
  contents(): PanelWindow['webContents'] | undefined;
  /** Closing no longer just hides the window. */
  allowClose(): void;
}

/** A click on the tray first takes the focus away, which closes the panel; that click must not open it again. */
const blurClickMs = 250;
/** Until this long after the panel is shown, a blur may belong to its last closing, or the focus may be about to come. */
const settlingMs = 1_000;
/** A blur that early closes the panel only if the focus hasn't come by then. */
const focusComesMs = 250;
/** A popover that didn't close because of a dialog has this long to get the focus back once the dialog may be gone. */
const focusReturnsMs = 1_000;
/** Some window managers minimize nothing. */
const minimizedByMs = 500;
/** After more crashes than this in that time, no new renderer starts until the panel is opened. */
const crashLimit = { count: 3, withinMs: 60_000 };

export function createPanel(ports: PanelPorts, firstMode: PanelMode): Panel {
  const { makeWindow, bounds, wayland, clock, log, onVisible } = ports;
  let mode = firstMode;
  let nextMode = firstMode;
  let pinned = false;
  let givingWay = false;
  let window: PanelWindow | undefined;
  let wanted: 'closed' | 'open' | 'open-quietly' = 'closed';
  let painted = false;
  let visible = false;
  let lettingGo = false;
  let revealedAtMs = -Infinity;
  let blurredAtMs = -Infinity;
  /** False after it came up without asking for the focus: then it has none to lose. */
  let askedForFocus = false;
  const earlyBlur = createTimer(clock);
  const minimizing = createTimer(clock);
  let crashes: number[] = [];

  const layout = () => ({ mode, pinned });
  const onTop = (): boolean => (mode === 'popover' || pinned) && !givingWay;

  function make(): PanelWindow {
    const appearance = ports.appearance();
    const show = wayland && wanted !== 'closed';
    const made = makeWindow(
      panelOptions({ ...appearance, ...bounds.sizes(layout()), mode, show, onTop: onTop() }),
    );
    window = made;
    earlyBlur.cancel();
    painted = show;
    if (appearance.platform !== 'darwin') made.removeMenu();
    else if (mode === 'popover') made.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
    listenTo(made, appearance.platform);
    // Fails when the window is destroyed while it loads; whatever else is wrong shows in the page.
    made.loadURL(panelAddress).catch(() => log.warn('shell.panel-not-loaded'));
    if (show) {
      reportVisible(true);
      reveal(made);
    }
    return made;
  }

  function listenTo(made: PanelWindow, platform: NodeJS.Platform): void {
    const ifPresent = (act: () => void) => () => {
      if (window === made) act();
    };
    // On a busy computer, a compositor takes seconds to size the window that it shows before its page.
    let isNew = wayland;
    const changed = ifPresent(() => {
      if (isNew) bounds.place(made, layout());
      else bounds.noteChange(made, layout());
    });
    const ready = ifPresent(() => {
      if (isNew) bounds.place(made, layout());
      isNew = false;
      showPainted();
    });
    const shown = ifPresent(() => reportVisible(true));
    const hidden = ifPresent(() => reportVisible(false));
    const restored = ifPresent(() => {
      if (wanted === 'closed') wanted = 'open';
      reportVisible(true);
    });
    const minimized = ifPresent(() => {
      wanted = 'closed';
      reportVisible(false);
    });
    made.on('ready-to-show', ready);
    made.webContents.on('did-finish-load', ready);
    made.on('show', shown);
    made.on('restore', restored);
    made.on('hide', hidden);
    made.on('minimize', minimized);
    made.on('closed', ifPresent(forget));
    // Windows and macOS report when a person has finished; Linux reports every step, ours included.
    if (platform === 'linux') {
      made.on('resize', changed);
      made.on('move', changed);
    } else {
      made.on('resized', changed);
      made.on('moved', changed);
    }
    made.on('blur', ifPresent(blurred));
    made.on(
      'focus',
      ifPresent(() => earlyBlur.cancel()),
    );
    made.on(
      'unresponsive',
      ifPresent(() => made.webContents.forcefullyCrashRenderer()),
    );
    made.on('close', (event) => {
      if (lettingGo || window !== made) return;
      event.preventDefault();
      close();
    });
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      if (window === made && reason !== 'clean-exit') crashed(reason);
    });
  }

  function showPainted(): void {
    const first = !painted;
    painted = true;
    if (first && wanted !== 'closed' && window !== undefined) reveal(window);
  }

  function reveal(shown: PanelWindow): void {
    startSettling();
    bounds.place(shown, layout());
    shown.setAlwaysOnTop(onTop());
    if (shown.isMinimized()) shown.restore();
    askedForFocus = wanted !== 'open-quietly' && !givingWay;
    if (!askedForFocus) return shown.showInactive();
    shown.show();
    shown.focus();
  }

  function startSettling(): void {
    revealedAtMs = clock.uptimeMs();
    earlyBlur.cancel();
    minimizing.cancel();
  }

  function open(how: 'open' | 'open-quietly'): void {
    adoptMode();
    wanted = how;
    if (!visible) bounds.startOpening();
    if (window === undefined) return void make();
    // No window comes forward by itself there, but one that appears does.
    if (wayland && visible && !window.isFocused()) window.hide();
    if (painted) reveal(window);
  }

  function adoptMode(): void {
    if (visible || mode === nextMode) return;
    discard();
    mode = nextMode;
  }

  function reportVisible(next: boolean): void {
    if (visible === next) return;
    visible = next;
    onVisible(next);
  }

  const staysOpen = (): boolean => mode !== 'popover' || pinned || givingWay;

  function blurred(): void {
    // Some window managers give a window the focus that didn't ask for it, and take it away again.
    if (wanted === 'closed' || (givingWay && !askedForFocus)) return;
    const now = clock.uptimeMs();
    if (staysOpen() || now - revealedAtMs >= settlingMs) lostFocus(now);
    else earlyBlur.set(focusComesMs, () => lostFocus(now));
  }

  function lostFocus(atMs: number): void {
    blurredAtMs = atMs;
    if (!staysOpen() && window?.webContents.isDevToolsFocused() !== true) close();
  }

  function close(): void {
    wanted = 'closed';
    earlyBlur.cancel();
    if (mode === 'window' && !wayland) return closeIntoTaskBar();
    window?.hide();
    if (mode !== nextMode && nextMode === 'window') openMinimized();
  }

  /** Where there is no tray, what is hidden could not be found again. */
  function closeIntoTaskBar(): void {
    window?.minimize();
    minimizing.set(minimizedByMs, () => {
      if (wanted === 'closed' && window?.isMinimized() === false) window.hide();
    });
  }

  function openMinimized(): void {
    if (visible) return;
    // A Wayland compositor knows a window only once it was shown. One without a task bar leaves it on the screen.
    if (wayland) open('open-quietly');
    else adoptMode();
    (window ?? make()).minimize();
  }

  function forget(): void {
    window = undefined;
    reportVisible(false);
  }

  function discard(): void {
    const old = window;
    forget();
    if (old !== undefined && !old.isDestroyed()) old.destroy();
  }

  function crashed(reason: string): void {
    log.error('shell.renderer-gone', { reason });
    const now = clock.uptimeMs();
    crashes = [...crashes.filter((at) => now - at < crashLimit.withinMs), now];
    const wasMinimized = window?.isMinimized() === true;
    // The fresh one takes the focus from nobody.
    if (wanted === 'open' && window?.isFocused() !== true) wanted = 'open-quietly';
    discard();
    if (crashes.length > crashLimit.count) wanted = 'closed';
    else if (wasMinimized) make().minimize();
    else if (wanted !== 'closed' || !wayland) make();
  }

  const justBlurred = (): boolean => clock.uptimeMs() - blurredAtMs < blurClickMs;
  /** Whether the panel is in front: someone whose panel is behind other windows wants to see it, not to close it. */
  const inFront = (): boolean =>
    visible && (mode === 'popover' || (pinned && !wayland) || window?.isFocused() === true || justBlurred());

  return {
    open: () => open('open'),
    openQuietly: () => open('open-quietly'),
    openMinimized,
    close,
    clickedTray() {
      if (inFront()) {
        close();
        return false;
      }
      if (!visible && mode === 'popover' && !pinned && justBlurred()) return false;
      bounds.noteTrayClick();
      return true;
    },
    pressedShortcut() {
      if (!visible || window?.isFocused() !== true) return true;
      close();
      return false;
    },
    setMode(next) {
      nextMode = next;
      // There is a tray again: nobody has to look for it in the task bar.
      if (window?.isMinimized() === true) adoptMode();
    },
    setPinned(next) {
      if (pinned === next) return;
      pinned = next;
      if (window === undefined) return;
      window.setAlwaysOnTop(onTop());
      if (visible) bounds.place(window, layout());
    },
    setGivingWay(next) {
      if (givingWay === next) return;
      givingWay = next;
      window?.setAlwaysOnTop(onTop());
      if (next || wanted === 'closed' || !painted || window?.isFocused() !== false) return;
      // Nobody answers a dialog that fast. Whoever opened the panel wants to type in it.
      if (wanted === 'open' && clock.uptimeMs() - revealedAtMs < settlingMs) reveal(window);
      // Don't take the focus back: an answered dialog returns it, and someone who left may be typing elsewhere.
      else if (blurredAtMs >= revealedAtMs) earlyBlur.set(focusReturnsMs, () => lostFocus(blurredAtMs));
    },
    displaysChanged() {
      if (window !== undefined && visible) bounds.place(window, layout());
    },
    contents: () => window?.webContents,
    allowClose() {
      lettingGo = true;
    },
  };
}
