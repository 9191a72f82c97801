/** What the rest of the core may ask of a PBX: the calls of the API in domain terms. */

import type { PbxCalls } from './calls.ts';
import type { ExtensionDetail, ExtensionUpdate } from './extension-detail.ts';

/** One entry of `extensionlist/query`. */
export interface ListedExtension {
  readonly number: string;
  /** May be empty. */
  readonly name: string;
  /** The device's own word for the state. */
  readonly rawStatus: string;
  readonly type: string;
  readonly port?: string;
}

/**
 * An answer to `extensionlist/query`; give it back with the next call to have an identical one recognised unparsed.
 * Its texts are clean and bounded (`shownText`): fit for menus and notifications.
 */
export interface ExtensionList {
  readonly bytes: Uint8Array;
  /** In the device's order, each number once. */
  readonly extensions: readonly ListedExtension[];
  /**
   * One for each entry that can't be used, while the rest of the answer is: the extension's number, or an empty text where
   * even that is missing.
   */
  readonly unreadable: readonly string[];
}

export interface Credentials {
  readonly username: string;
  /** MD5 of the API password, 32 lower-case hex digits: the only form that the core keeps. A secret. */
  readonly passwordMd5: string;
}

/** Of `deviceinfo/query`; empty texts where the device doesn't say. */
export interface DeviceInfo {
  readonly name: string;
  readonly firmware: string;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * One method per call of the API. All reject with AppError: the transport's codes, `pbx.malformed {reason}`, and for a
 * failure answer the code of the error table (`pbx.bad-credentials` 20003, `pbx.locked-out` 20002, `pbx.session-expired`
 * 20004 20005 20006, `pbx.apply-later` 10025, `extension.unknown` 10006, else `pbx.rejected`), each with `{errno, call}`.
 */
export interface PbxClient extends PbxCalls {
  login(credentials: Credentials, options?: CallOptions): Promise<{ token: string }>;
  heartbeat(token: string, options?: CallOptions): Promise<void>;
  logout(token: string, options?: CallOptions): Promise<void>;
  deviceInfo(token: string, options?: CallOptions): Promise<DeviceInfo>;
  /** Asks the device to apply the settings, after it answered 10025. */
  apply(token: string, options?: CallOptions): Promise<void>;
  /** Returns `previous` itself (same object) when the answer is identical to it, byte for byte. */
  extensionList(token: string, previous?: ExtensionList, options?: CallOptions): Promise<ExtensionList>;
  /** One number or more: the API could also be asked for everyone, with everyone's secrets. */
  extensions(
    token: string,
    numbers: readonly string[],
    options?: CallOptions,
  ): Promise<readonly ExtensionDetail[]>;
  /** Checked against every documented limit before it is sent: `extension.invalid {field, rule, …}`. */
  update(token: string, update: ExtensionUpdate, options?: CallOptions): Promise<void>;
  close(): Promise<void>;
}
