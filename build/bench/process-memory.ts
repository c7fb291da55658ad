/** What a process takes in memory, from Linux's /proc; a server's children count with it. */
import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process and its children, in MB. */
export function residentMb(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + residentKb(one), 0) / 1024;
}

function residentKb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
}

function childrenOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
  return [...children, ...children.flatMap(childrenOf)];
}
