/** The packages that ship inside the product, and the text of their licences: `dependencies`, with all that they need. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Lies in the packages' resources, as electron-builder.yml says. */
export const LICENCES_FILE = 'third-party-licences.txt';

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** As SPDX names it; undefined where only the text tells. */
  readonly licence: string | undefined;
  /** Undefined where the package brings none. */
  readonly text: string | undefined;
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
});

const billSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
type Bill = z.output<typeof billSchema>;

const licenceName = /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i;

function licenceText(folder: string): string | undefined {
  const name = readdirSync(folder).find((file) => licenceName.test(file));
  return name === undefined ? undefined : readFileSync(join(folder, name), 'utf8').trim();
}

/** In the order of their names. More than the bundles hold: a package's own tools count as well. */
export function shippedPackages(root: string): readonly ShippedPackage[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true)
    .map(([path, { version = '', license: licence }]) => ({
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence,
      text: licenceText(join(root, path)),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * Cuts npm's bill of materials of the whole tree down to what ships. npm's own `--omit=dev` also leaves out what a tool needs as well.
 * @param json what `npm sbom --sbom-format=cyclonedx` prints
 */
export function billOfShipped(json: unknown, shipped: readonly ShippedPackage[]): Bill {
  const bill = billSchema.parse(json);
  const ships = new Set(shipped.map(({ name, version }) => `${name} ${version}`));
  const components = bill.components.filter(({ name, version }) => ships.has(`${name} ${version}`));
  const refs = new Set(components.map((component) => component['bom-ref']));
  const [itself] = bill.dependencies;
  if (itself !== undefined) refs.add(itself.ref);
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => refs.has(ref)) }));
  return { ...bill, components, dependencies };
}

function chapter({ name, version, licence, text }: ShippedPackage): string {
  const title = `${name} ${version}${licence === undefined ? '' : ` (${licence})`}`;
  return `${title}\n${'='.repeat(title.length)}\n\n${text ?? 'The package brings no text of its licence.'}\n`;
}

/** What people may read beside the program. Electron and Chromium bring files of their own. */
export function writeLicences(root: string): void {
  const head = 'Lampfield is made with these packages. Each is under its own licence.\n';
  const chapters = shippedPackages(root).map(chapter);
  writeFileSync(join(root, 'dist', LICENCES_FILE), [head, ...chapters].join('\n\n'));
}
