/**
 * What it costs to be read: D50 by OneRoster REST and by the console, fifty at once, beside the bare queries.
 *
 *   npx node bench/reads.ts [--clients 50] [--asks 12] [--rounds 3] [--scale 1]
 *                               [--only "a person"] [--json FILE]
 *
 * Each question is printed as soon as it is measured, so that a run that was cut off tells what it saw.
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { leaveOnSignals, openBenchServer } from "./bench-server.ts";
import { measureReads } from "./reads/measure-reads.ts";
import { type AnswerSummary, readFoot, readHead, readLine, summariseAnswer } from "./reads/read-lines.ts";

const { values } = parseArgs({
  options: {
    clients: { type: "string", default: "50" },
    asks: { type: "string", default: "12" },
    rounds: { type: "string", default: "3" },
    scale: { type: "string", default: "1" },
    only: { type: "string", default: "" },
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
    ...{ scale: Number(values.scale), only: values.only },
  };
  const rows: AnswerSummary[] = [];
  console.log(readHead);
  const readyMs = await measureReads(server, plan, {
    tell: (text) =>
      console.error(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${text}`),
    hear: (answered) => {
      const row = summariseAnswer(answered);
      rows.push(row);
      console.log(readLine(row));
    },
  });
  console.log(readFoot(readyMs));
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ schemaVersion: 1, readyMs, rows }, undefined, 2)}\n`);
} finally {
  await server.close();
}
