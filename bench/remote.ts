/**
 * What a first read over an interface costs: D50 from each stand-in, ours beside the stand-in's own work and beside
 * clients that keep nothing. Peak memory at D50 and at a fifth of it.
 *
 *   npx node bench/remote.ts [--only clever] [--scale 1] [--small 0.2] [--rounds 2] [--json FILE]
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { measureRemote } from "./remote/measure-remote.ts";
import { remoteLines, summariseRemote } from "./remote/remote-lines.ts";
import { remoteNames } from "./remote/stand-ins.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    scale: { type: "string", default: "1" },
    small: { type: "string", default: "0.2" },
    rounds: { type: "string", default: "2" },
    json: { type: "string" },
  },
});
const began = performance.now();
const tell = (text: string): void =>
  console.error(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${text}`);
const rows = [];
for (const name of remoteNames) {
  if (values.only !== undefined && values.only !== name) continue;
  const small = await measureRemote(name, Number(values.small), 1, tell);
  const whole = await measureRemote(name, Number(values.scale), Number(values.rounds), tell);
  rows.push(summariseRemote(small, whole));
}
for (const line of remoteLines(rows)) console.log(line);
if (values.json !== undefined)
  await writeFile(values.json, `${JSON.stringify({ schemaVersion: 1, rows }, undefined, 2)}\n`);
