/**
 * What it costs to be read: D50 by OneRoster REST, fifty systems at once, beside the bare query for the same rows.
 *
 *   npx node bench/provider.ts [--clients 50] [--asks 12] [--rounds 3] [--scale 1] [--json FILE]
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { leaveOnSignals, openBenchServer } from "./bench-server.ts";
import { measureProvider } from "./provider/measure-provider.ts";
import { providerLines, summariseAnswer } from "./provider/provider-lines.ts";

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
  const measured = await measureProvider(server, plan, (text) =>
    console.error(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${text}`),
  );
  const rows = measured.answers.map(summariseAnswer);
  for (const line of providerLines(measured.readyMs, rows)) console.log(line);
  if (values.json !== undefined)
    await writeFile(
      values.json,
      `${JSON.stringify({ schemaVersion: 1, readyMs: measured.readyMs, rows }, undefined, 2)}\n`,
    );
} finally {
  await server.close();
}
