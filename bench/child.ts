/** A child process of the benchmark: one job as JSON in its only argument, one report as JSON on stdout. */
import type { Job } from "./bench-job.ts";
import { runJob } from "./run-job.ts";

// A checked edge: only start-job.ts starts this program, with a Job of its own making.
const job = JSON.parse(process.argv[2] ?? "") as Job;
process.stdout.write(`${JSON.stringify(await runJob(job))}\n`);
