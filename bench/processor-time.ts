import { readFile } from "node:fs/promises";

/** Linux counts processor time in hundredths of a second for every architecture we know. */
const msOfTick = 10;

/** Reads a stopwatch of work done: processor time of this process and of the server, in ms. */
export type WorkClock = () => Promise<number | undefined>;

/**
 * A clock that stands still while the machine does something else: processor time of this process since now, and of
 * the PostgreSQL server with that process id and all its backends. Gives undefined where that cannot be read.
 */
export async function startWorkClock(serverPid: number | undefined): Promise<WorkClock> {
  const own = process.cpuUsage();
  const before = await serverCpuMs(serverPid);
  return async () => {
    const { user, system } = process.cpuUsage(own);
    const after = await serverCpuMs(serverPid);
    if (before === undefined || after === undefined) return undefined;
    return (user + system) / 1000 + after - before;
  };
}

/** Of the server's first process, its living children, and those that have ended. Undefined beyond Linux. */
export async function serverCpuMs(pid: number | undefined): Promise<number | undefined> {
  const backends = await childrenOf(pid);
  const first = pid === undefined ? undefined : await ticksOf(String(pid), 4);
  if (backends === undefined || first === undefined) return undefined;
  const alive = await Promise.all(backends.map((backend) => ticksOf(backend, 2)));
  return alive.reduce<number>((sum, ticks) => sum + (ticks ?? 0), first) * msOfTick;
}

/** Of the server's living children whose priority was lowered, in ms. Undefined beyond Linux. */
export async function loweredCpuMs(pid: number | undefined): Promise<number | undefined> {
  const children = await childrenOf(pid);
  if (children === undefined) return undefined;
  const lowered = await Promise.all(
    children.map(async (child) => ((await nicenessOf(child)) > 0 ? await ticksOf(child, 2) : 0)),
  );
  return lowered.reduce<number>((sum, ticks) => sum + (ticks ?? 0), 0) * msOfTick;
}

async function nicenessOf(pid: string): Promise<number> {
  return Number((await fieldsOf(pid))?.[16] ?? 0);
}

/** Of one process, in ms. Undefined beyond Linux, and where there is none (any more). */
export async function cpuMsOf(pid: number | undefined): Promise<number | undefined> {
  if (pid === undefined || process.platform !== "linux") return undefined;
  const ticks = await ticksOf(String(pid), 2);
  return ticks === undefined ? undefined : ticks * msOfTick;
}

/** Of the whole machine, waiting left out, in ms. */
export async function machineCpuMs(): Promise<number | undefined> {
  const stat = await readFile("/proc/stat", "utf8").catch(() => undefined);
  const [, user, nice, system, , , irq, softirq] = stat?.split("\n")[0]?.split(/\s+/).map(Number) ?? [];
  if (user === undefined) return undefined;
  return (user + (nice ?? 0) + (system ?? 0) + (irq ?? 0) + (softirq ?? 0)) * msOfTick;
}

/** utime, stime, and with 4 counters those of the children that were waited for: fields 14 to 17 of stat. */
async function ticksOf(pid: string, counters: 2 | 4): Promise<number | undefined> {
  const fields = await fieldsOf(pid);
  return fields?.slice(11, 11 + counters).reduce((sum, field) => sum + Number(field), 0);
}

/** Of stat, from its third field on. */
async function fieldsOf(pid: string): Promise<readonly string[] | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The second field is a name in brackets that may hold blanks.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
}

async function childrenOf(pid: number | undefined): Promise<readonly string[] | undefined> {
  if (pid === undefined || process.platform !== "linux") return undefined;
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => undefined);
  return listed?.split(" ").filter(Boolean);
}
