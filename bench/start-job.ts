import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { nodeFlags } from "../apps/cli/src/node-flags.ts";
import type { Job, JobReport } from "./bench-job.ts";

/** A job done in a process of its own. `processMs` is all of it: Node's start, connecting, and leaving. */
export interface DoneJob extends JobReport {
  readonly processMs: number;
}

const program = path.join(import.meta.dirname, "child.ts");

const running = new Set<ChildProcess>();

/** Ends whatever runs, and waits for it: a child that lives on would keep a server in a folder that is gone. */
export async function stopJobs(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    }),
  );
}

/** Runs a job in a child process. Throws when the child fails; what it complains about goes to our stderr. */
export function startJob(job: Job): Promise<DoneJob> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeFlags, program, JSON.stringify(job)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    running.add(child);
    let told = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text: string) => {
      told += text;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      running.delete(child);
      if (code !== 0)
        return reject(new Error(`the child for ${job.job} ended with ${signal ?? `code ${code}`}`));
      const report = JSON.parse(told) as JobReport;
      resolve({ ...report, processMs: performance.now() - began });
    });
  });
}
