/** Makes sure that this machine has what the tests need beyond npm's packages: a browser and, on Linux, a keyring, displays, a keyboard and what Electron links. */

/** What provisioning asks of the machine and does to it; the real one is in `this-machine.ts`. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Whether a command of this name is on the path. */
  hasCommand(name: string): boolean;
  /** Whether a shared library of this name is where the loader looks. */
  hasLibrary(file: string): boolean;
  /** Whether apt could install a package of this name. */
  aptKnows(name: string): boolean;
  /** Whether a browser is here and can be started. */
  hasBrowser(): boolean;
  /** Playwright's own download; false when it failed. */
  downloadBrowser(): boolean;
  /** Runs a command with its output shown; false when it failed. */
  run(command: string, args: readonly string[]): boolean;
  say(line: string): void;
}

/** What each package manager calls it. Debian's names are Ubuntu's, too; the first that apt knows is taken. */
interface Packages {
  readonly debian: readonly string[];
  readonly fedora: string;
  readonly arch: string;
}

interface Need {
  readonly isMet: (machine: Machine) => boolean;
  readonly packages: Packages;
}

const command = (name: string, debian: string, fedora = debian, arch = debian): Need => ({
  isMet: (machine) => machine.hasCommand(name),
  packages: { debian: [debian], fedora, arch },
});
const library = (file: string, debian: readonly string[], fedora: string, arch: string): Need => ({
  isMet: (machine) => machine.hasLibrary(file),
  packages: { debian, fedora, arch },
});

const BROWSER: Need = {
  isMet: (machine) => machine.hasBrowser(),
  packages: { debian: ['chromium'], fedora: 'chromium', arch: 'chromium' },
};

/** A keyring, displays without a screen, a keyboard without keys, and what Electron links; other systems have all that built in. */
const LINUX_NEEDS: readonly Need[] = [
  command('gnome-keyring-daemon', 'gnome-keyring'),
  command('dbus-daemon', 'dbus', 'dbus-daemon'),
  library('libsecret-1.so.0', ['libsecret-1-0'], 'libsecret', 'libsecret'),
  command('Xvfb', 'xvfb', 'xorg-x11-server-Xvfb', 'xorg-server-xvfb'),
  command('openbox', 'openbox'),
  command('sway', 'sway'),
  command('wtype', 'wtype'),
  {
    isMet: (machine) => machine.hasCommand('xprop') && machine.hasCommand('xwininfo'),
    packages: { debian: ['x11-utils'], fedora: 'xprop xwininfo', arch: 'xorg-xprop xorg-xwininfo' },
  },
  command('xdotool', 'xdotool'),
  library('libgtk-3.so.0', ['libgtk-3-0t64', 'libgtk-3-0'], 'gtk3', 'gtk3'),
  library('libnss3.so', ['libnss3'], 'nss', 'nss'),
  library('libgbm.so.1', ['libgbm1'], 'mesa-libgbm', 'mesa'),
  library('libasound.so.2', ['libasound2t64', 'libasound2'], 'alsa-lib', 'alsa-lib'),
];

function missingNeeds(machine: Machine): Need[] {
  const needs = machine.platform === 'linux' ? [BROWSER, ...LINUX_NEEDS] : [BROWSER];
  return needs.filter((need) => !need.isMet(machine));
}

function debianNames(machine: Machine, needs: readonly Need[]): string[] {
  return needs.map(
    ({ packages: { debian } }) => debian.find((name) => machine.aptKnows(name)) ?? debian.join(' or '),
  );
}

/** The one command that a person runs to get `needs`. */
function commandFor(machine: Machine, needs: readonly Need[]): string {
  if (machine.platform !== 'linux') return 'npx playwright install chromium';
  const sudo = machine.isRoot ? '' : 'sudo ';
  const names = (distribution: 'fedora' | 'arch'): string =>
    needs.map(({ packages }) => packages[distribution]).join(' ');
  if (machine.hasCommand('dnf')) return `${sudo}dnf install -y ${names('fedora')}`;
  if (machine.hasCommand('pacman')) return `${sudo}pacman -S --needed ${names('arch')}`;
  const debian = debianNames(machine, needs).join(' ');
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${debian}`;
}

function installWithApt(machine: Machine, needs: readonly Need[]): void {
  // A failed update may still leave lists that are good enough; the install decides.
  machine.run('apt-get', ['update']);
  const packages = debianNames(machine, needs);
  machine.say(`Installing ${packages.join(', ')} with apt-get …`);
  machine.run('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
}

/** Installs what is missing where that is allowed; otherwise says which one command does it. True when all is there. */
export function provision(machine: Machine): boolean {
  let needs = missingNeeds(machine);
  if (needs.includes(BROWSER)) {
    machine.say("No browser found; trying Playwright's own download …");
    if (!machine.downloadBrowser()) machine.say('The download did not work.');
    needs = missingNeeds(machine);
  }
  if (needs.length > 0 && machine.platform === 'linux' && machine.isRoot && machine.hasCommand('apt-get')) {
    installWithApt(machine, needs);
    needs = missingNeeds(machine);
  }
  if (needs.length === 0) return true;
  machine.say('The tests need system packages that are missing. Please run:');
  machine.say('');
  machine.say(`    ${commandFor(machine, needs)}`);
  machine.say('');
  return false;
}
