/** What the device was asked, in the order of its answers; every secret in a request is replaced by a mark. */

export interface RequestLogEntry {
  id: number;
  /** Device clock. */
  atMs: number;
  remoteAddress: string;
  /** The connection that carried it, as in `bytes.perConnection`. */
  connection: number;
  method: string;
  /** For example `v1.0.0`; empty for an address outside the API. */
  version: string;
  /** For example `extension/query`; the token is never in it. */
  path: string;
  /** The body as JSON with marks in place of secrets; null when there was none or it was no JSON. */
  body: unknown;
  /** `Success`, `Failed` or `Failure` as answered; empty when the answer was no API answer. */
  status: string;
  errno: number | null;
  httpStatus: number;
  /** Null for a request that needs no token. */
  tokenOk: boolean | null;
  /** Kinds of the faults that shaped the answer. */
  faults: string[];
}

export interface RequestLog {
  entries: RequestLogEntry[];
  add(entry: Omit<RequestLogEntry, 'id'>): void;
  clear(): void;
  /** Returns the way to stop listening. */
  onRequest(listener: (entry: RequestLogEntry) => void): () => void;
  /** How many requests there were since the start, whatever the log still holds. */
  total(): number;
}

const secretNames = new Set(['password', 'registerpassword', 'loginpassword', 'vmsecret', 'token']);

function marked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [
      name,
      secretNames.has(name.toLowerCase()) ? `<${name}>` : marked(inner),
    ]),
  );
}

/** Keeps the newest `limit` requests. */
export function createRequestLog(limit: number): RequestLog {
  const entries: RequestLogEntry[] = [];
  const listeners = new Set<(entry: RequestLogEntry) => void>();
  let total = 0;
  return {
    entries,
    add(details) {
      const entry: RequestLogEntry = { ...details, body: marked(details.body), id: ++total };
      entries.push(entry);
      if (entries.length > limit) entries.splice(0, entries.length - limit);
      for (const listener of listeners) listener(entry);
    },
    clear: () => void entries.splice(0),
    onRequest(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    total: () => total,
  };
}
