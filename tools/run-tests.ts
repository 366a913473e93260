/**
 * Runs every test file of the project (or those whose path holds the words given) against one PostgreSQL cluster
 * of its own, and ends with the line `N passed, N failed`. Started by `npm test`.
 */
import { accessSync, chmodSync, constants, globSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import path from "node:path";
import { joinEmbeddedServer } from "@muster/sync/database/embedded-server.ts";
import { buildConsole } from "./build-console.ts";
import { installDebianPackages } from "./debian-packages.ts";
import { runFiles } from "./run-files.ts";
import { TestReport } from "./test-report.ts";

const root = path.resolve(import.meta.dirname, "..");

const browserFolder = "apps/console/e2e/";

/** Longer than any test takes; a file silent for so long hangs. */
const longestSilenceMs = 120_000;

const words = process.argv.slice(2);
const files = globSync("{packages,apps,tools,fixtures,bench}/**/*.test.ts", {
  cwd: root,
  exclude: (name) => name.includes("node_modules"),
})
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort((one, other) => expense(other) - expense(one) || (one < other ? -1 : 1));

installDebianPackages(files, (line) => process.stderr.write(`${line}\n`));
if (files.some((file) => file.startsWith(browserFolder)))
  buildConsole((line) => process.stderr.write(`${line}\n`));
const report = new TestReport(root);
const home = mkdtempSync(path.join(quickFolder(), "muster-test-run-"));
// Root without user namespaces runs PostgreSQL as another account, which must be able to enter.
chmodSync(home, 0o755);
prepareEnvironment(path.join(home, "cluster"));

const needsDatabase = files.some((file) => /\.(pg|e2e)\.test\.ts$/.test(file));
const server = needsDatabase
  ? await joinEmbeddedServer({ home: path.join(home, "cluster"), isDurable: false })
  : undefined;
process.on("SIGINT", () => void stop().then(() => process.exit(130)));
process.on("SIGTERM", () => void stop().then(() => process.exit(143)));

// Two cores: a browser fills one; a file with a database waits for it a third of the time.
const inBrowser = files.filter((file) => file.startsWith(browserFolder));
const others = files.filter((file) => !file.startsWith(browserFolder));
for (const [some, atOnce] of [
  [inBrowser, 2],
  [others, 3],
] as const) {
  const places = some.map((file) => path.join(root, file));
  if (places.length > 0) await runFiles(places, { atOnce, silenceMs: longestSilenceMs }, report);
}
await stop();
for (const line of report.ending()) console.log(line);
process.exit(report.hasPassed() ? 0 : 1);

/** The longest first, so that no long file runs alone at the end: with processes, then with a database. */
function expense(file: string): number {
  if (file.endsWith(".e2e.test.ts")) return 2;
  return file.endsWith(".pg.test.ts") ? 1 : 0;
}

/**
 * Where the cluster of the tests lies: in memory where there is plenty. Thousands of temporary tables are files that come
 * and go, and looking for room for the next one in a folder of ext4 took half of the processors' time.
 */
function quickFolder(): string {
  const [memory, plentyBytes] = ["/dev/shm", 6 * 1024 ** 3];
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return Math.min(bavail * bsize, freemem()) >= plentyBytes ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** No test may touch a real database or home of whoever runs them. */
function prepareEnvironment(cluster: string): void {
  for (const name of Object.keys(process.env)) {
    if (name === "DATABASE_URL" || /^PG[A-Z]+$/.test(name)) delete process.env[name];
  }
  process.env.MUSTER_HOME = path.join(home, "home");
  process.env.MUSTER_TEST_HOME = cluster;
  // What Node makes of our TypeScript is the same in each of the 300 processes: half a second of one with a database.
  process.env.NODE_COMPILE_CACHE = path.join(root, "node_modules/.cache/muster");
}

async function stop(): Promise<void> {
  await server?.release();
  rmSync(home, { recursive: true, force: true });
}
