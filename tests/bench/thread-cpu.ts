// CPU time of another process by thread, from /proc: Linux only.

import {readdirSync, readFileSync} from 'node:fs';

/** The kernel tells CPU time in hundredths of a second, whatever its own clock. */
const MS_PER_TICK = 10;

export const hasThreadCpu = process.platform === 'linux';

/** CPU time in ms, user and system, by thread id. */
export type ThreadCpu = ReadonlyMap<number, number>;

export function readThreadCpu(pid: number): ThreadCpu {
  const cpu = new Map<number, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const text = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
    // The name in parentheses may hold blanks; user and system time are fields 14 and 15.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    cpu.set(Number(thread), (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK);
  }

  return cpu;
}

export type CpuShares = {
  readonly allMs: number;
  readonly mainMs: number;
  /** The busiest thread beside the main one. Node 20 gives its threads no names. */
  readonly secondMs: number;
  /** The compiler's and the garbage collector's helpers, and the pool. */
  readonly restMs: number;
};

/** What the threads of a process used between two readings. */
export function cpuBetween(pid: number, before: ThreadCpu, after: ThreadCpu): CpuShares {
  const used = new Map(
    Array.from(after, ([thread, ms]) => [thread, ms - (before.get(thread) ?? 0)] as const),
  );
  const mainMs = used.get(pid) ?? 0;
  used.delete(pid);
  const others = [...used.values()];
  const secondMs = Math.max(0, ...others);
  const otherMs = others.reduce((sum, ms) => sum + ms, 0);
  return {allMs: mainMs + otherMs, mainMs, secondMs, restMs: otherMs - secondMs};
}

/** Resident memory of a process, in MB. */
export function readResidentMb(pid: number): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1]) / 1024;
}
