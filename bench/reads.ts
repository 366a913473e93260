/**
 * What it costs to be read: D50 by OneRoster REST and by the console, fifty at once, beside the bare queries.
 *
 *   npx node bench/reads.ts [--clients 50] [--asks 12] [--rounds 3] [--scale 1] [--json FILE]
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { leaveOnSignals, openBenchServer } from "./bench-server.ts";
import { measureReads } from "./reads/measure-reads.ts";
import { readLines, summariseAnswer } from "./reads/read-lines.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "50" },
    asks: { type: "string", default: "12" },
    rounds: { type: "string", default: "3" },
    scale: { type: "string", default: "1" },
    json: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const began = performance.now();
const server = await openBenchServer(process.env.DATABASE_URL, values.keep);
leaveOnSignals(server);
try {
  const plan = {
    ...{ clients: Number(values.clients), asks: Number(values.asks), rounds: Number(values.rounds) },
    scale: Number(values.scale),
  };
  const measured = await measureReads(server, plan, (text) =>
    console.error(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${text}`),
  );
  const rows = measured.answers.map(summariseAnswer);
  for (const line of readLines(measured.readyMs, rows)) console.log(line);
  if (values.json !== undefined)
    await writeFile(
      values.json,
      `${JSON.stringify({ schemaVersion: 1, readyMs: measured.readyMs, rows }, undefined, 2)}\n`,
    );
} finally {
  await server.close();
}
