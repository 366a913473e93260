/**
 * `npm run bench`: measures Muster beside a floor, on the same files and the same PostgreSQL, taking turns. Times are
 * this machine's; ratios travel (docs/guides/measure.md).
 */
import { writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { type BenchOptions, readOptions, usage } from "./bench-options.ts";
import { type RowSummary, summarise, tableLines } from "./bench-row.ts";
import { measureRows } from "./bench-rows.ts";
import { type BenchServer, leaveOnSignals, openBenchServer } from "./bench-server.ts";

const options = readOrExplain();
const began = performance.now();
const tell = (text: string): void => {
  const seconds = Math.round((performance.now() - began) / 1000);
  console.error(`${String(seconds).padStart(5)} s  ${text}`);
};
const server = await openBenchServer(process.env.DATABASE_URL, options.keeps);
leaveOnSignals(server);
try {
  const rows = (await measureRows(server, options, tell)).map(summarise);
  const machine = machineFacts(server);
  for (const line of tableLines(rows)) console.log(line);
  console.log(`\n${Object.values(machine).join(" · ")}`);
  if (options.json !== undefined) await writeJson(options.json, machine, rows);
  if (options.keeps) console.log(`Kept: ${server.folder}`);
} finally {
  await server.close();
}

function readOrExplain(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

function machineFacts({ version, kind }: BenchServer): Readonly<Record<string, string>> {
  return {
    processor: `${availableParallelism()} × ${cpus()[0]?.model ?? "unknown"}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
    node: `Node ${process.versions.node}`,
    postgres: `PostgreSQL ${version} (${kind})`,
    load: `load ${loadavg()[0]?.toFixed(1)}`,
  };
}

async function writeJson(
  file: string,
  machine: Readonly<Record<string, string>>,
  rows: readonly RowSummary[],
): Promise<void> {
  await writeFile(file, `${JSON.stringify({ schemaVersion: 1, machine, rows }, undefined, 2)}\n`);
}
