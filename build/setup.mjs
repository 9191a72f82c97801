/**
 * First step of every npm script: installs the packages when they are missing or stale, then runs the real script
 * with the project's own Node. Runs on any Node from 18 on, before `node_modules` exists, so it has no dependency.
 *
 *     node build/setup.mjs build/test.ts [arguments…]
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 18;
const OWN_NODE_MAJOR = 24;
/** Under an older one npm leaves out native parts that ask for this or newer, without a word. */
const WHOLE_INSTALL_NODE = 20;

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // absent, or cut off by an interrupted install: both mean "install"
  }
}

/**
 * Why the packages must be installed, or undefined when they are as the lock file wants them. npm's own hidden lock
 * file is compared, so a plain `npm install` by hand counts as well; npm writes it last, so a broken install does not.
 * @param {string} root
 * @returns {string | undefined}
 */
export function whyInstall(root) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (wanted === undefined) return 'package-lock.json is unreadable';
  if (present === undefined) return 'packages are not installed yet';
  for (const [path, entry] of Object.entries(wanted)) {
    // Optional packages are for one system or another.
    if (path === '' || entry.optional || entry.devOptional) continue;
    if (present[path]?.version !== entry.version || present[path]?.integrity !== entry.integrity) {
      return `${path.replace(/^.*node_modules\//, '')} is not at ${entry.version}`;
    }
  }
  return ownNode(root) === undefined ? `Node ${OWN_NODE_MAJOR} is not installed yet` : undefined;
}

/**
 * The project's own Node by its file: shells remember where they found `node`, and on Windows `.bin` only has scripts.
 * @param {string} root
 * @returns {string | undefined}
 */
export function ownNode(root) {
  const path = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(path)) return path;
  return Number(process.versions.node.split('.')[0]) === OWN_NODE_MAJOR ? process.execPath : undefined;
}

/**
 * @param {string} root
 * @param {string} node runs npm
 */
function install(root, node) {
  const env = withNodeFirst(node);
  // The tests and the desk do without Electron's runtime; `npx install-electron` fetches it for those who want it.
  env.ELECTRON_SKIP_BINARY_DOWNLOAD ??= '1';
  const npmCli = process.env.npm_execpath;
  const options = { cwd: root, env, stdio: /** @type {const} */ (['ignore', 2, 2]) };
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const result =
    npmCli !== undefined && basename(npmCli).startsWith('npm-cli')
      ? spawnSync(node, [npmCli, ...args], options)
      : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.error) fail(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) fail('npm ci failed; its messages are above.');
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(`setup: ${message}\n`);
  process.exit(1);
}

/**
 * The environment in which `node` is this one.
 * @param {string} node
 * @param {string[]} folders that come next
 * @returns {NodeJS.ProcessEnv}
 */
function withNodeFirst(node, ...folders) {
  // Windows spells it `Path`; two spellings in one environment are one too many.
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const path = [dirname(node), ...folders, process.env[pathKey] ?? ''].join(delimiter);
  return { ...process.env, [pathKey]: path };
}

/**
 * Runs the script in this process's place: same terminal, same signals, same end.
 * @param {string} root
 * @param {string} node
 * @param {string[]} args
 */
function run(root, node, args) {
  const env = withNodeFirst(node, join(root, 'node_modules', '.bin'));
  const child = spawn(node, args, { cwd: root, env, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl+C to both; twice would mean "at once" to a child that is closing down.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
  });
}

function main() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) fail('which script? node build/setup.mjs build/test.ts');
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    fail(`this is Node ${process.versions.node}; the first step needs ${OLDEST_NODE} or newer.`);
  }
  const why = whyInstall(root);
  if (why !== undefined) {
    process.stderr.write(`setup: ${why}, running npm ci …\n`);
    install(root, process.execPath);
  }
  const node = ownNode(root);
  if (node === undefined) {
    fail(
      `Node ${OWN_NODE_MAJOR} did not come with the packages. npm may have been told to ignore install scripts: run "npm ci --ignore-scripts=false".`,
    );
  }
  if (why !== undefined && major < WHOLE_INSTALL_NODE) {
    process.stderr.write(
      `setup: Node ${process.versions.node} left parts out, running npm ci under its own Node …\n`,
    );
    install(root, node);
  }
  run(root, node, [script, ...args]);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
