/** What a process takes in memory, from Linux's /proc; a server's children count with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of a process and its children, in MB. */
export function residentMb(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + residentKb(one), 0) / 1024;
}

/** Waits until a process has given back what it does not need any more, as collectors do once there is nothing else to do. */
export async function settled(pid: number): Promise<void> {
  let leastMb = Infinity;
  let fellAt = performance.now();
  const endsAt = fellAt + SETTLING_MS_MOST;
  while (performance.now() < Math.min(fellAt + STEADY_MS, endsAt)) {
    const mb = residentMb(pid);
    if (mb < leastMb - 1) [leastMb, fellAt] = [mb, performance.now()];
    await sleep(250);
  }
}

/** V8 waits some eight seconds without much work before it makes its heap smaller, and does so more than once. */
const STEADY_MS = 12_000;
const SETTLING_MS_MOST = 45_000;

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
