/** Which certificate a person (or an authority) has approved for an address, and which ones were refused. */

import { z } from 'zod';
import { fingerprintOnly } from './certificate-view.ts';
import type { CertificateView } from '../../contract/certificate.ts';
import { sha256Schema } from '../../contract/requests.ts';
import type { AppError } from '../app-error.ts';
import { createJsonFile, type FilePorts, type JsonFileProblem } from '../lib/files/json-file.ts';
import { createListeners } from '../lib/listeners.ts';
import type { TrustPolicy } from '../pbx/transport/transport-port.ts';
import { CertificateFailure, type CertificateFailureCode } from './certificate-failure.ts';

/** `pinned`: a person has compared it. `authority`: a public or system authority vouches for it, and for its successors. */
export type Approval = 'pinned' | 'authority';

/** `address` is `host:port` throughout. */
export interface TrustStore {
  /** Reads the file; before that nothing is known. Resolves with what was wrong with it, which people must see. */
  load(): Promise<JsonFileProblem | undefined>;
  /** Undefined: nobody has approved anything for this address. */
  policyFor(address: string): Exclude<TrustPolicy, { kind: 'plain-http' }> | undefined;
  known(address: string): CertificateView | undefined;
  refusedAt(address: string): readonly string[];
  isRefused(address: string, sha256: string): boolean;
  /** Which failure it is when the transport hasn't accepted that certificate at this address. */
  judge(address: string, sha256: string): CertificateFailureCode;
  /** A transport's failure with the code that fits what is known here; other failures pass unchanged. */
  explain(address: string, failure: AppError): AppError;
  /**
   * An explicit yes; it takes back an earlier no to the same certificate. Counts at once. Rejects with
   * `settings.unwritable` when it could not be kept beyond this run; so do the next two.
   */
  approve(address: string, certificate: CertificateView, by: Approval): Promise<void>;
  /** The administrator's word for a certificate that nobody here has seen yet. Each fingerprint is taken over once. */
  approveManaged(address: string, sha256: string): Promise<void>;
  /** A no, remembered. Of one that was approved before, it takes the approval back. */
  refuse(address: string, sha256: string): Promise<void>;
  /** Called after an approval or a refusal at an address has taken effect; returns the unsubscribe function. */
  subscribe(listener: (address: string) => void): () => void;
}

/** Earlier versions wrote 0 where there was no date. */
const date = z
  .number()
  .nullable()
  .transform((ms) => (ms === 0 ? null : ms));
const certificateSchema = z.object({
  sha256: sha256Schema,
  subject: z.string(),
  issuer: z.string(),
  notBefore: date,
  notAfter: date,
});
const entrySchema = z.object({
  approved: z
    .object({
      certificate: certificateSchema,
      by: z.enum(['pinned', 'authority']),
      /** ms since the epoch */
      at: z.number(),
    })
    .optional(),
  refused: z.array(sha256Schema),
  /** The administrator's fingerprint that was taken over last: a later decision of the person stands until it changes. */
  managedSha256: sha256Schema.optional(),
});
const fileSchema = z.object({ version: z.literal(1), addresses: z.record(z.string(), entrySchema) });
/** An unreadable entry of one address doesn't affect the others. */
function withoutBrokenEntries(json: unknown): unknown {
  const file = z.object({ version: z.literal(1), addresses: z.record(z.string(), z.unknown()) }).parse(json);
  const good = Object.entries(file.addresses).filter(([, entry]) => entrySchema.safeParse(entry).success);
  return { ...file, addresses: Object.fromEntries(good) };
}
type TrustFile = z.infer<typeof fileSchema>;
type Entry = z.infer<typeof entrySchema>;

/** An impostor that changes its certificate all the time must not make the file grow without end. */
const maxRefused = 50;

export function createTrustStore(ports: FilePorts): TrustStore {
  const { clock, log } = ports;
  const json = createJsonFile<TrustFile>({
    ...ports,
    schema: fileSchema,
    fallback: () => ({ version: 1, addresses: {} }),
    migrate: withoutBrokenEntries,
    keepsLastGood: true,
  });
  const listeners = createListeners<string>(log);
  let entries = new Map<string, Entry>();

  const entryFor = (address: string): Entry => entries.get(address) ?? { refused: [] };
  async function save(address: string, entry: Entry): Promise<void> {
    entries.set(address, entry);
    listeners.notify(address);
    await json.update((file) => ({ ...file, addresses: { ...file.addresses, [address]: entry } }));
  }

  const store: TrustStore = {
    async load() {
      const { value, problem } = await json.read();
      entries = new Map(Object.entries(value.addresses));
      return problem;
    },
    policyFor(address) {
      const { approved } = entryFor(address);
      if (approved === undefined) return undefined;
      return approved.by === 'authority'
        ? { kind: 'authority', refused: entryFor(address).refused }
        : { kind: 'pinned', sha256: approved.certificate.sha256 };
    },
    known: (address) => entryFor(address).approved?.certificate,
    refusedAt: (address) => entryFor(address).refused,
    isRefused: (address, sha256) => entryFor(address).refused.includes(sha256),
    judge(address, sha256) {
      if (store.isRefused(address, sha256)) return 'tls.refused-certificate';
      return store.known(address) === undefined ? 'tls.unknown-certificate' : 'tls.changed-certificate';
    },
    explain(address, failure) {
      if (!(failure instanceof CertificateFailure)) return failure;
      return new CertificateFailure(store.judge(address, failure.offered.sha256), failure.offered);
    },
    approve(address, certificate, by) {
      const entry = entryFor(address);
      const refused = entry.refused.filter((sha256) => sha256 !== certificate.sha256);
      return save(address, { ...entry, approved: { certificate, by, at: clock.now() }, refused });
    },
    async approveManaged(address, sha256) {
      if (entryFor(address).managedSha256 === sha256) return;
      entries.set(address, { ...entryFor(address), managedSha256: sha256 });
      await store.approve(address, fingerprintOnly(sha256), 'pinned');
    },
    refuse(address, sha256) {
      const { approved, refused, ...rest } = entryFor(address);
      const kept = approved !== undefined && approved.certificate.sha256 !== sha256 ? { approved } : {};
      const others = refused.filter((earlier) => earlier !== sha256);
      return save(address, { ...rest, ...kept, refused: [...others, sha256].slice(-maxRefused) });
    },
    subscribe: (listener) => listeners.subscribe(listener),
  };
  return store;
}
