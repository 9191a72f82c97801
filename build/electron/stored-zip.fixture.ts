/** For tests: a ZIP archive with the files as they are, not compressed. */
import { crc32 } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
  /** As on Unix. */
  readonly mode?: number;
}

const LOCAL_HEADER = 0x04_03_4b_50;
const CENTRAL_HEADER = 0x02_01_4b_50;
const END_OF_DIRECTORY = 0x06_05_4b_50;
/** Made on Unix, by a program of version 2.0: the upper half of the attributes is the mode. */
const MADE_BY = (3 << 8) | 20;
const REGULAR_FILE = 0o100_000;

export function storedZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, mode = 0o644 } of entries) {
    const path = Buffer.from(name);
    // Version needed, flags, method, time, date.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    // Its comment, disk and attributes: all but the mode are 0.
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE((REGULAR_FILE | mode) * 0x1_00_00, 6);
    attributes.writeUInt32LE(offset, 10);
    const file = Buffer.concat([uint32(LOCAL_HEADER), common, path, content]);
    directory.push(uint32(CENTRAL_HEADER), uint16(MADE_BY), common, attributes, path);
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, listed, uint32(END_OF_DIRECTORY), end]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
