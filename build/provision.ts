/** Makes sure that this machine has what the tests need beyond npm's packages: a browser and, on Linux, a real keyring. */

/** What provisioning asks of the machine and does to it; the real one is in `this-machine.ts`. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Whether a command of this name is on the path. */
  hasCommand(name: string): boolean;
  hasLibsecret(): boolean;
  /** Whether a browser is here and can be started. */
  hasBrowser(): boolean;
  /** Playwright's own download; false when it failed. */
  downloadBrowser(): boolean;
  /** Runs a command with its output shown; false when it failed. */
  run(command: string, args: readonly string[]): boolean;
  say(line: string): void;
}

/** Debian's names, which Ubuntu shares, and what other distributions call the same. */
const PACKAGES = {
  browser: { debian: 'chromium', fedora: 'chromium', arch: 'chromium' },
  keyring: { debian: 'gnome-keyring', fedora: 'gnome-keyring', arch: 'gnome-keyring' },
  dbus: { debian: 'dbus', fedora: 'dbus-daemon', arch: 'dbus' },
  libsecret: { debian: 'libsecret-1-0', fedora: 'libsecret', arch: 'libsecret' },
} as const;

type Need = keyof typeof PACKAGES;
type Distribution = 'debian' | 'fedora' | 'arch';

function missingNeeds(machine: Machine): Need[] {
  const needs: Need[] = [];
  if (!machine.hasBrowser()) needs.push('browser');
  if (machine.platform !== 'linux') return needs; // the others have their keychain built in
  if (!machine.hasCommand('gnome-keyring-daemon')) needs.push('keyring');
  if (!machine.hasCommand('dbus-daemon')) needs.push('dbus');
  if (!machine.hasLibsecret()) needs.push('libsecret');
  return needs;
}

/** The one command that a person runs to get `needs`. */
export function commandFor(machine: Machine, needs: readonly Need[]): string {
  const names = (distribution: Distribution): string =>
    needs.map((need) => PACKAGES[need][distribution]).join(' ');
  if (machine.platform !== 'linux') return 'npx playwright install chromium';
  const sudo = machine.isRoot ? '' : 'sudo ';
  if (machine.hasCommand('dnf')) return `${sudo}dnf install -y ${names('fedora')}`;
  if (machine.hasCommand('pacman')) return `${sudo}pacman -S --needed ${names('arch')}`;
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${names('debian')}`;
}

function installWithApt(machine: Machine, needs: readonly Need[]): void {
  const packages = needs.map((need) => PACKAGES[need].debian);
  machine.say(`Installing ${packages.join(', ')} with apt-get …`);
  // A failed update may still leave lists that are good enough; the install decides.
  machine.run('apt-get', ['update']);
  machine.run('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
}

/** Installs what is missing where that is allowed; otherwise says which one command does it. True when all is there. */
export function provision(machine: Machine): boolean {
  let needs = missingNeeds(machine);
  if (needs.includes('browser')) {
    machine.say("No browser found; trying Playwright's own download …");
    if (!machine.downloadBrowser()) machine.say('The download did not work.');
    needs = missingNeeds(machine);
  }
  if (needs.length > 0 && machine.platform === 'linux' && machine.isRoot && machine.hasCommand('apt-get')) {
    installWithApt(machine, needs);
    needs = missingNeeds(machine);
  }
  if (needs.length === 0) return true;
  machine.say(`The tests need ${needs.map((need) => PACKAGES[need].debian).join(', ')}. Please run:`);
  machine.say('');
  machine.say(`    ${commandFor(machine, needs)}`);
  machine.say('');
  return false;
}
