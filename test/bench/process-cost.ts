/** What a program costs the machine, its helpers included (Linux): memory by fair shares, and processor time. */

import { readdir, readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

/** The process and all that descend from it. */
async function familyOf(pid: number): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const id of ids) {
    const stat = await statOf(id);
    if (stat !== undefined) parents.set(id, Number(stat[1]));
  }
  const family = [pid];
  for (const member of family) for (const [id, parent] of parents) if (parent === member) family.push(id);
  return family;
}

/** The fields after the name, which is in brackets and may contain spaces. */
async function statOf(pid: number): Promise<readonly string[] | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Memory in MB: what several processes share is divided between them (PSS). */
export async function memoryOf(pid: number): Promise<number> {
  let kilobytes = 0;
  for (const id of await familyOf(pid)) {
    const text = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** User and system time so far, in ms. */
export async function processorTimeOf(pid: number): Promise<number> {
  let ticks = 0;
  for (const id of await familyOf(pid)) {
    const stat = await statOf(id);
    ticks += Number(stat?.[11] ?? 0) + Number(stat?.[12] ?? 0);
  }
  return ticks * tickMs;
}
