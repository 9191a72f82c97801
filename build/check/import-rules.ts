/** Which part of the tree may import what: renderer → contract ← core; shell → core, contract; only main imports shell. */
import type { SourceImport } from './source-imports.ts';
import { importsBelow } from './source-imports.ts';

/** What one area may import. Packages not listed are refused, so a new one is a decision taken here. */
interface Area {
  readonly name: string;
  readonly files: RegExp;
  /** Files of the tree that it may import. */
  readonly mayImport: RegExp;
  readonly packages: RegExp;
}

/** A package that only some files may import, wherever their area allows it. */
interface Reserved {
  readonly package: string;
  readonly files: RegExp;
}

const FOLDERS = ['electron', 'renderer', 'test', 'build'];

/** First match counts. A test beside its code belongs to the tests. */
const AREAS: readonly Area[] = [
  { name: 'a test', files: /\.test\.ts$/, mayImport: /./, packages: /./ },
  {
    name: 'the contract',
    files: /^electron\/contract\//,
    mayImport: /^electron\/contract\//,
    packages: /^(?:zod|i18next)$/,
  },
  {
    name: 'the core',
    files: /^electron\/core\//,
    mayImport: /^electron\/(?:core|contract)\//,
    packages: /^(?:node:.*|zod|i18next|jsonc-parser|rotating-file-stream|undici|keytar|write-file-atomic)$/,
  },
  {
    name: 'the preload script',
    files: /^electron\/preload\//,
    mayImport: /^electron\/(?:preload|contract)\//,
    packages: /^electron$/,
  },
  {
    name: 'the shell',
    files: /^electron\/shell\//,
    mayImport: /^electron\/(?:shell|core|contract)\//,
    packages: /^(?:electron|electron-updater|node:.*|zod|i18next|write-file-atomic|dbus-native)$/,
  },
  {
    name: 'main',
    files: /^electron\/main\.ts$/,
    mayImport: /^electron\/(?:shell|core|contract)\//,
    packages: /^(?:electron|electron-updater|node:.*)$/,
  },
  { name: 'the build', files: /^(?:build\/|renderer\/vite\.config\.ts$)/, mayImport: /./, packages: /./ },
  {
    name: 'the renderer',
    files: /^renderer\//,
    mayImport: /^(?:renderer|electron\/contract)\//,
    packages: /^(?!node:|electron$|keytar$|undici$|ws$|write-file-atomic$)/,
  },
  { name: 'the demo PBX', files: /^test\/pbx\//, mayImport: /^test\/pbx\//, packages: /./ },
  { name: 'the test tree', files: /^test\//, mayImport: /./, packages: /./ },
];

const RESERVED: readonly Reserved[] = [
  { package: 'dbus-native', files: /^(?:electron\/shell\/system\/session-bus\.ts$|test\/)/ },
  { package: 'undici', files: /^(?:electron\/core\/pbx|test|build)\// },
  { package: 'keytar', files: /^(?:electron\/core\/keychain\/keychain\.ts$|test\/)/ },
];

function judge(one: SourceImport): string | undefined {
  const area = AREAS.find(({ files }) => files.test(one.from));
  const place = `${one.from}:${one.line}`;
  if (area === undefined) return `${place}: no rule says what this file may import`;
  if (one.file !== undefined) {
    if (area.mayImport.test(one.file)) return undefined;
    return `${place}: ${area.name} may not import ${one.file}`;
  }
  const name = one.package ?? one.specifier;
  if (!area.packages.test(name)) return `${place}: ${area.name} may not import ${name}`;
  const reserved = RESERVED.find((rule) => rule.package === name);
  if (reserved === undefined || reserved.files.test(one.from)) return undefined;
  return `${place}: only ${reserved.files.source} may import ${name}`;
}

/** What a look at every import below a root found. */
export interface ImportReport {
  /** One sentence for each import that goes the wrong way. */
  readonly violations: readonly string[];
  /** How many imports there are: none would be a check of nothing. */
  readonly count: number;
}

/** Judges every import of the source files below `root`. */
export function checkImports(root: string): ImportReport {
  const imports = importsBelow(root, FOLDERS);
  return {
    violations: imports.map(judge).filter((violation) => violation !== undefined),
    count: imports.length,
  };
}
