import { readFile } from "node:fs/promises";

/**
 * The highest resident memory of this process, in MiB.
 *
 * @NOTE On Linux the kernel hands the peak of the process that started this one on through exec, so maxRSS may be the
 * parent's; VmHWM is of this program alone.
 */
export async function peakMiB(): Promise<number> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const kib = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  return kib / 1024;
}
