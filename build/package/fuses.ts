/** The fuses of the shipped program: set when it is packed, read back from what was packed. */
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** Named as in electron-builder.yml. */
export const requiredFuses = {
  /** `ELECTRON_RUN_AS_NODE` would make the signed program run anybody's script. */
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

type FuseName = keyof typeof requiredFuses;

const wires: Readonly<Record<FuseName, FuseV1Options>> = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

/** How the library writes a fuse that is on or off: the characters `1` and `0`. */
const on = '1'.charCodeAt(0);
const off = '0'.charCodeAt(0);

/** Reads the fuses of a packed program; one sentence for each that is not as required. Rejects where there is no fuse wire. */
export async function fuseFaults(executable: string): Promise<readonly string[]> {
  const wire = await getCurrentFuseWire(executable);
  return (Object.keys(requiredFuses) as FuseName[]).flatMap((name) => {
    const wanted = requiredFuses[name] ? on : off;
    const found = Number(wire[wires[name]]);
    if (found === wanted) return [];
    return [`${name} is ${String.fromCharCode(found)}, expected ${String.fromCharCode(wanted)}`];
  });
}
