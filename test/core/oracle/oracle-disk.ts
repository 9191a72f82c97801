/** For the oracle: a disk that can be full, and that may be left with half a line after a power cut. */

import { setImmediate } from 'node:timers/promises';
import type { JournalFile } from '../../../electron/core/my-extension/journal/journal-file.ts';
import type { Life } from './oracle-device.ts';

export interface OracleDisk {
  text: string | null;
  /** What is being written. */
  pending: string;
}

const never = <T>() => new Promise<T>(() => undefined);

/** The journal on that disk, for one life of a program: a full disk writes half, and a dead program never hears of the end. */
export function journalOn(disk: OracleDisk, life: Life): JournalFile {
  function refuseWhereFull(): void {
    if (life.fullDisk === 0) return;
    life.fullDisk -= 1;
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }
  return {
    name: 'changes.jsonl',
    read: () => Promise.resolve(disk.text),
    async append(text) {
      disk.pending = text;
      await setImmediate();
      if (!life.alive) return never();
      disk.pending = '';
      if (life.fullDisk > 0) disk.text = (disk.text ?? '') + text.slice(0, text.length / 2);
      refuseWhereFull();
      disk.text = (disk.text ?? '') + text;
    },
    async replace(text) {
      await setImmediate();
      if (!life.alive) return never();
      refuseWhereFull();
      disk.text = text;
    },
    keepAside() {
      throw new Error(`the journal is broken: ${disk.text ?? ''}`);
    },
  };
}

/** Cuts the power: what was being written may be there in part. False when nothing was. */
export function cutPower(disk: OracleDisk): boolean {
  const { pending } = disk;
  disk.text = (disk.text ?? '') + pending.slice(0, pending.length / 2);
  disk.pending = '';
  return pending !== '';
}
