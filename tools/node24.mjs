// Runs on any Node from 20.19: installs what is missing and finds the Node 24 that everything else runs on.
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");

/** Node 24 strips TypeScript's types by itself; older ones cannot run our files. */
const oldestMajor = 24;

/**
 * Makes node_modules agree with package-lock.json: nothing when it does, else one `npm ci`, told in one line.
 * Throws with npm's own words when that fails.
 */
export async function installMissing() {
  if (isInstalled()) return;
  process.stderr.write("Installing what Muster needs (once, about 20 seconds) …\n");
  const npm = process.env.npm_execpath?.endsWith(".js")
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === "win32" ? "npm.cmd" : "npm"];
  const done = await run([...npm, "ci", "--no-progress", "--loglevel=error"], { isQuiet: true });
  if (done.exitCode !== 0) throw new Error(`npm ci failed:\n${done.output}`);
}

/** Compares the versions asked for with those npm noted when it installed; optional packages may be missing. */
function isInstalled() {
  const wanted = readJson("package-lock.json")?.packages ?? {};
  const present = readJson("node_modules/.package-lock.json")?.packages;
  if (present === undefined) return false;
  return Object.entries(wanted).every(([place, { version, optional, link }]) => {
    if (!place.includes("node_modules/")) return true;
    const found = present[place];
    if (found === undefined) return optional === true;
    return (link === true || found.version === version) && existsSync(path.join(root, place));
  });
}

function readJson(name) {
  try {
    return JSON.parse(readFileSync(path.join(root, name), "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * The program to run TypeScript with: this Node when it is new enough, else the one npm brought. Where install
 * scripts were refused its last step, fetching the binary of this platform, is made up for here.
 */
export async function findNode24() {
  if (Number(process.versions.node.split(".")[0]) >= oldestMajor) return process.execPath;
  const folder = path.join(root, "node_modules", "node");
  const program = path.join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (!existsSync(program) && existsSync(folder)) {
    process.stderr.write("Fetching Node 24 …\n");
    const done = await run([process.execPath, "installArchSpecificPackage"], { isQuiet: true, cwd: folder });
    if (!existsSync(program)) throw new Error(`Node 24 could not be fetched:\n${done.output}`);
  }
  if (existsSync(program)) return program;
  throw new Error("Node 24 is missing: run npm ci, or put a Node 24 on the path.");
}

/**
 * Runs a TypeScript file of the project under Node 24 with our input and output; answers its exit code. `flags` are
 * Node's own.
 */
export async function runTypeScript(file, args, flags = []) {
  const node = await findNode24();
  const done = await run([node, ...flags, path.join(root, file), ...args], { isQuiet: false });
  return done.exitCode;
}

/** npm gives up without a cache folder; where the home cannot be written to, it gets one elsewhere. */
function npmCache() {
  if (process.env.npm_config_cache !== undefined && isWritable(process.env.npm_config_cache)) return {};
  if (isWritable(homedir())) return {};
  return { npm_config_cache: path.join(tmpdir(), `muster-npm-${process.getuid?.() ?? "any"}`) };
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Ctrl-C reaches the child by itself; we wait for it to tidy up and pass on what only we were sent. */
function run([command, ...args], { isQuiet, cwd = root }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...npmCache() },
      stdio: isQuiet ? ["ignore", "pipe", "pipe"] : "inherit",
      // @NOTE npm is a .cmd on Windows, which Node starts through a shell only.
      shell: process.platform === "win32" && command.endsWith(".cmd"),
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-4000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    const passOn = (signal) => child.kill(signal);
    const stayAlive = () => undefined;
    process.on("SIGINT", stayAlive);
    process.on("SIGTERM", passOn);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", stayAlive);
      process.off("SIGTERM", passOn);
      resolve({ exitCode: code ?? (signal === "SIGINT" ? 130 : 1), output });
    });
  });
}
