/**
 * A child process of the measurement: a stand-in over a district that it makes before it is asked anything. Told by two
 * arguments, which way and which share of D50; says where it is, and afterwards, when asked, what it has done so far.
 */
import { createDistrict } from "@muster/sandbox/district.ts";
import { scaledD50 } from "../district-scale.ts";
import { type RemoteName, startStandIn } from "./stand-ins.ts";

/** What it has done since it was asked before. */
export interface ServedSoFar {
  /** Processor time of the whole process, in ms: its answers, its sockets and its own cleaning up. */
  readonly cpuMs: number;
  /** Of bodies. */
  readonly bytes: number;
  /** What was asked of its collections: path with query, in order. */
  readonly questions: readonly string[];
}

const { server, values, credential } = await startStandIn(
  // A checked edge: only measure-remote.ts starts this program.
  process.argv[2] as RemoteName,
  createDistrict(scaledD50(Number(process.argv[3]))),
);
let before = process.cpuUsage();
process.on("message", () => {
  const { user, system } = process.cpuUsage(before);
  const questions = server.asked.flatMap(({ page, path, query }) =>
    page === undefined || path.endsWith("/applications") ? [] : [`${path}?${new URLSearchParams(query)}`],
  );
  const said: ServedSoFar = { cpuMs: (user + system) / 1000, bytes: server.served.bytes, questions };
  server.forget();
  process.send?.(said);
  before = process.cpuUsage();
});
process.on("disconnect", () => process.exit());
process.send?.({ origin: server.origin, values, credential });
