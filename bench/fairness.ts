/**
 * What a large district's first sync costs the small ones beside it: from being due to being done, alone and beside.
 *
 *   npx node bench/fairness.ts [--districts 200] [--records 500000] [--rounds 2]
 */
import { parseArgs } from "node:util";
import { leaveOnSignals, openBenchServer } from "./bench-server.ts";
import { fairnessLines } from "./fairness/fairness-lines.ts";
import { measureFairness } from "./fairness/measure-fairness.ts";

const { values } = parseArgs({
  options: {
    districts: { type: "string", default: "200" },
    records: { type: "string", default: "500000" },
    rounds: { type: "string", default: "2" },
    keep: { type: "boolean", default: false },
  },
});
const began = performance.now();
const server = await openBenchServer(process.env.DATABASE_URL, values.keep);
leaveOnSignals(server);
try {
  const rounds = await measureFairness(
    server,
    {
      ...{ districts: Number(values.districts), records: Number(values.records) },
      rounds: Number(values.rounds),
    },
    (text) =>
      console.error(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${text}`),
  );
  for (const line of fairnessLines(rounds)) console.log(line);
} finally {
  await server.close();
}
