/** Reads what a person types or pastes as the PBX's address. */

import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { AppError } from '../app-error.ts';

export interface PbxAddress {
  /** Lower case, ASCII, an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  readonly scheme: 'https' | 'http';
}

/** What is wrong with it. `scheme`: neither https nor http. `account`: a name or password before an `@`. */
export type AddressFault = 'empty' | 'scheme' | 'account' | 'port' | 'ip' | 'host';

/** The port of the PBX's web server and API (PBX notes, "Transport"), also where a URL names none. */
const assumedPort = 8088;

/**
 * Takes `host`, `host:port` or a URL, whose path and query are left out: they may hold a token.
 * Throws `settings.invalid {field: 'address', reason: AddressFault}`.
 */
export function readAddress(text: string): PbxAddress {
  const [, schemeText, afterScheme = ''] = /^(?:([^/?#]*?)\/\/)?(.*)$/s.exec(withoutPastedMarks(text)) ?? [];
  const scheme = readScheme(schemeText);
  // Up to the path; a backslash is what some type for a slash
  const [authority = ''] = afterScheme.split(/[/\\?#]/, 1);
  if (authority.trim() === '') throw fault('empty');
  if (authority.includes('@')) throw fault('account');
  // A slash too few, or both: nothing that could be a port follows
  if (/^https?:(?!\s*\d)/i.test(authority)) throw fault('scheme');
  if (isIPv6(authority)) return { host: readIPv6(authority), port: assumedPort, scheme };

  const [, bracketed, name, portText] =
    /^(?:\[(.*)\]|([^:[\]]*?))\s*(?::\s*(.*))?$/s.exec(authority.trim()) ?? [];
  const port = portText === undefined ? assumedPort : readPort(portText);
  if (bracketed !== undefined) return { host: readIPv6(bracketed), port, scheme };
  if (name !== undefined) return { host: readHost(name), port, scheme };
  // More than one colon, or brackets without a partner
  throw fault(/^[\d:.[\]a-f]*$/i.test(authority) ? 'ip' : 'host');
}

/** `https://pbx.example.com:8088`, the form in which settings keep it. */
export function addressUrl(address: PbxAddress): string {
  return `${address.scheme}://${hostAndPort(address)}`;
}

/**
 * `https://host:port` or `http://host:port`, in lower case, the port always named and 8088 where none was; undefined when
 * `text` is no such URL, or names a path, an account or a query: people who write a file should see that it is not used.
 */
export function normalPbxUrl(text: string): string | undefined {
  if (!/^\s*https?:\/\/[^/?#@\\]+\/?\s*$/i.test(text)) return undefined;
  try {
    return addressUrl(readAddress(text));
  } catch {
    return undefined;
  }
}

/** `pbx.example.com:8088`, `[fd00::1]:8088`: what trust is kept by. */
export function hostAndPort({ host, port }: Pick<PbxAddress, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What comes along when an address is copied: quotes or brackets around it, a comma or full stop behind it, marks without a width. */
function withoutPastedMarks(text: string): string {
  return text
    .replace(/[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '')
    .replace(/^[\s"'“”„‚‘’«»<(]+|[\s"'“”„‚‘’«»>).,;]+$/g, '')
    .replace(/^(https?:)\\\\/i, '$1//');
}

function readScheme(text: string | undefined): PbxAddress['scheme'] {
  if (text === undefined || text === '' || /^https:$/i.test(text)) return 'https';
  if (/^http:$/i.test(text)) return 'http';
  throw fault('scheme');
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw fault('port');
  return port;
}

/** In its shortest spelling, so that one device has one name. A zone (`%eth0`) means something on one machine only. */
function readIPv6(text: string): string {
  if (!isIPv6(text) || text.includes('%')) throw fault('ip');
  return new URL(`https://[${text}]`).hostname.slice(1, -1);
}

function readHost(text: string): string {
  const name = text.replace(/\.$/, '').toLowerCase();
  if (name === '') throw fault('empty');
  if (isIPv4(name)) return name;
  // Digits with dots or commas are meant as an IP address; so is what a browser would read as one (`0x7f.1`, `10.1`)
  if (/^[\d.,\s]+$/.test(name)) throw fault('ip');
  const ascii = domainToASCII(name);
  if (isIPv4(ascii)) throw fault('ip');
  const labels = ascii.split('.');
  if (ascii.length > 253 || !labels.every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label)))
    throw fault('host');
  return ascii;
}

function fault(reason: AddressFault): AppError {
  return new AppError('settings.invalid', { field: 'address', reason });
}
