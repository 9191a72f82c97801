/** The device's memory: its extensions, in the order of their numbers, and what changed since when. */
import {
  freshFields,
  knownFields,
  listedFields,
  type CallDetail,
  type Extension,
  type ExtensionFields,
} from './api/extension-fields.ts';
import { md5, type SecretBook } from './secret-book.ts';

/** What tests and the office day may do with the extensions; every value handed out is a copy. */
export interface Extensions {
  /** Undefined when there is no such extension. */
  get(number: string): Extension | undefined;
  list(): Extension[];
  numbers(): string[];
  has(number: string): boolean;
  /** Changes raw fields as an administrator would, without the checks of `extension/update`. */
  set(number: string, fields: Partial<ExtensionFields>): void;
  setStatus(number: string, status: string): void;
  setCalls(number: string, calls: { inbound?: CallDetail[]; outbound?: CallDetail[] }): void;
  /** Fields that no document knows; they travel in the detail answer as they are. */
  setExtra(number: string, extra: Record<string, unknown>): void;
  add(fields: Partial<ExtensionFields> & { extnumber: string }): void;
  remove(number: string): void;
}

export interface Device extends Extensions {
  /** The record itself, for reading only. */
  peek(number: string): Extension | undefined;
  peekAll(): readonly Extension[];
  /** Rises whenever the answer of `extensionlist/query` may have changed. */
  listRevision(): number;
  /** Called with the extension's number whenever something listed about it changed; `null` when the set changed. */
  onListed(listener: (number: string | null) => void): void;
}

const inOrder = (one: Extension, other: Extension): number =>
  one.fields.extnumber.localeCompare(other.fields.extnumber, 'en', { numeric: true });

export function createDevice(people: readonly ExtensionFields[], secrets: SecretBook): Device {
  const byNumber = new Map<string, Extension>();
  let sorted: Extension[] = [];
  let revision = 0;
  const listeners: ((number: string | null) => void)[] = [];

  function listedChanged(number: string | null): void {
    revision++;
    for (const listener of listeners) listener(number);
  }

  function noteSecrets(fields: ExtensionFields): void {
    secrets.note(`registerpassword of ${fields.extnumber}`, fields.registerpassword);
    secrets.note(`loginpassword MD5 of ${fields.extnumber}`, fields.loginpassword);
    // A fresh extension's PIN is its own number, which is everywhere: no use as a marker.
    if (fields.vmsecret !== fields.extnumber) {
      secrets.note(`vmsecret of ${fields.extnumber}`, fields.vmsecret);
    }
  }

  function insert(fields: ExtensionFields): void {
    if (byNumber.has(fields.extnumber)) throw new Error(`There is an extension ${fields.extnumber} already.`);
    const extension: Extension = { fields, inbound: [], outbound: [], extra: {} };
    byNumber.set(fields.extnumber, extension);
    sorted.push(extension);
    noteSecrets(fields);
  }

  function known(number: string): Extension {
    const extension = byNumber.get(number);
    if (extension === undefined) throw new Error(`There is no extension ${number} on the demo PBX.`);
    return extension;
  }

  for (const fields of people) insert({ ...fields });
  sorted.sort(inOrder);

  return {
    peek: (number) => byNumber.get(number),
    peekAll: () => sorted,
    get(number) {
      const extension = byNumber.get(number);
      return extension === undefined ? undefined : structuredClone(extension);
    },
    list: () => structuredClone(sorted),
    numbers: () => sorted.map((extension) => extension.fields.extnumber),
    has: (number) => byNumber.has(number),
    set(number, changes) {
      const extension = known(number);
      const before = extension.fields;
      const after = { ...before, ...knownFields(changes) };
      const renamed = after.extnumber !== before.extnumber;
      if (renamed && byNumber.has(after.extnumber)) {
        throw new Error(`There is an extension ${after.extnumber} already.`);
      }
      extension.fields = after;
      noteSecrets(after);
      if (renamed) {
        byNumber.delete(before.extnumber);
        byNumber.set(after.extnumber, extension);
        sorted.sort(inOrder);
        listedChanged(null);
      } else if (listedFields.some((name) => before[name] !== after[name])) {
        listedChanged(number);
      }
    },
    setStatus(number, status) {
      const { fields } = known(number);
      if (fields.status === status) return;
      fields.status = status;
      listedChanged(number);
    },
    setCalls(number, calls) {
      const extension = known(number);
      extension.inbound = structuredClone(calls.inbound ?? []);
      extension.outbound = structuredClone(calls.outbound ?? []);
    },
    setExtra(number, extra) {
      known(number).extra = structuredClone(extra);
    },
    add(fields) {
      const fresh = freshFields(fields.extnumber);
      insert({ ...fresh, loginpassword: md5(`Web${fields.extnumber}`), ...fields });
      sorted.sort(inOrder);
      listedChanged(null);
    },
    remove(number) {
      const extension = known(number);
      byNumber.delete(number);
      sorted = sorted.filter((candidate) => candidate !== extension);
      listedChanged(null);
    },
    listRevision: () => revision,
    onListed: (listener) => listeners.push(listener),
  };
}
