/** Builds the console where its sources have changed since it was built last: `npm run build`, and before it is needed. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "apps", "console");
const stamp = path.join(folder, "dist", ".built-from");

/** What the console is made of: its own files, and the packages it shows the words of. */
const made = [
  "apps/console/{src/**/*,*.{ts,html,json}}",
  "packages/{api,rules}/src/**/*.ts",
  "package-lock.json",
  "tools/build-console.ts",
];

/** Smaller files fit into a packet as they are. */
const worthPackingBytes = 1_400;

/**
 * Nothing where the console is up to date.
 *
 * @throws Error with the builder's own words where it fails
 */
export function buildConsole(say: (line: string) => void): void {
  const from = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === from) return;
  say("Building the console (once, about 10 seconds) …");
  const program = path.join(root, "node_modules", "vite", "bin", "vite.js");
  const built = spawnSync(process.execPath, [program, "build", "--logLevel", "warn"], {
    cwd: folder,
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(`The console cannot be built:\n${built.stdout}${built.stderr}`);
  packFiles(path.join(folder, "dist", "assets"));
  writeFileSync(stamp, from);
}

/**
 * Scripts and styles packed once, each beside the plain file, as the server hands them out: less than a third of the
 * bytes. Another kind of packing would save a tenth of that and takes ten times as long.
 */
function packFiles(assets: string): void {
  for (const name of globSync("*.{js,css,svg}", { cwd: assets })) {
    const plain = readFileSync(path.join(assets, name));
    if (plain.byteLength < worthPackingBytes) continue;
    writeFileSync(path.join(assets, `${name}.gz`), gzipSync(plain, { level: 9 }));
  }
}

function fingerprint(): string {
  const hash = createHash("sha256");
  const files = made.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }));
  const places = files.filter((file) => file.isFile()).map((file) => path.join(file.parentPath, file.name));
  for (const place of places.filter((name) => !/\.test\.tsx?$/.test(name)).sort())
    hash.update(`${path.relative(root, place)}\n`).update(readFileSync(place));
  return hash.digest("hex");
}

if (import.meta.main) buildConsole((line) => process.stderr.write(`${line}\n`));
