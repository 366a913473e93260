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
async function serverCpuMs(pid: number | undefined): Promise<number | undefined> {
  if (pid === undefined || process.platform !== "linux") return undefined;
  const backends = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => undefined);
  const first = await ticksOf(String(pid), 4);
  if (backends === undefined || first === undefined) return undefined;
  const alive = await Promise.all(
    backends
      .split(" ")
      .filter(Boolean)
      .map((backend) => ticksOf(backend, 2)),
  );
  return alive.reduce<number>((sum, ticks) => sum + (ticks ?? 0), first) * msOfTick;
}

/** utime, stime, and with 4 counters those of the children that were waited for: fields 14 to 17 of stat. */
async function ticksOf(pid: string, counters: 2 | 4): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat === undefined) return undefined;
  // The second field is a name in brackets that may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields.slice(11, 11 + counters).reduce((sum, field) => sum + Number(field), 0);
}
