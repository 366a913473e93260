/**
 * Runs the TypeScript compiler over every tsconfig of the project: `npm run types`.
 *
 * Those that set no option of their own are checked as one program, as each of them would parse and check the
 * packages again that it imports: 17 s of processor time for all instead of 64.
 */
import { spawn } from "node:child_process";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
const base = path.join(root, "tsconfig.base.json");
const projects = globSync(["{packages,apps,tools}/*/tsconfig*.json", "{tools,bench}/tsconfig.json"], {
  cwd: root,
  exclude: (name) => name.includes("node_modules"),
}).sort();

const plain: string[] = [];
const others: string[] = [];
const include: string[] = [];
for (const project of projects) {
  const folders = readPlain(project);
  (folders === undefined ? others : plain).push(project);
  include.push(...(folders ?? []));
}
const together = path.join(root, "node_modules/.cache/muster/tsconfig.json");
writeTogether(JSON.stringify({ extends: base, include }));

const programs = [...(plain.length > 0 ? [{ file: together, projects: plain }] : [])];
programs.push(...others.map((project) => ({ file: project, projects: [project] })));
const results = await Promise.all([takeTurns(), takeTurns()]);
if (projects.length === 0 || results.includes(false)) process.exitCode = 1;

/** What a project of the base's options alone includes, as places from the root; undefined where it sets others. */
function readPlain(project: string): readonly string[] | undefined {
  const {
    extends: from,
    include: folders,
    ...more
  } = JSON.parse(readFileSync(path.join(root, project), "utf8"));
  const folder = path.join(root, path.dirname(project));
  if (Object.keys(more).length > 0 || path.resolve(folder, String(from)) !== base) return undefined;
  return folders.map((name: string) => path.join(folder, name));
}

/** Left alone where it says the same, as somebody else may be reading it. */
function writeTogether(text: string): void {
  if (existsSync(together) && readFileSync(together, "utf8") === text) return;
  mkdirSync(path.dirname(together), { recursive: true });
  writeFileSync(together, text);
}

/** Two of these do all programs, one after the other each. */
async function takeTurns(): Promise<boolean> {
  let areGood = true;
  for (let next = programs.shift(); next !== undefined; next = programs.shift())
    areGood = (await check(next)) && areGood;
  return areGood;
}

function check(program: { readonly file: string; readonly projects: readonly string[] }): Promise<boolean> {
  return new Promise((resolve, reject) => {
    // More checkers than one infer the types of the routes once each, which is most of the work.
    const args = [compiler, "--project", program.file, "--checkers", "1", "--pretty", "false"];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        said += text;
      });
    child.on("error", reject);
    child.on("close", (code) => {
      const isMeant = (project: string): boolean =>
        said.split("\n").some((line) => line.startsWith(`${path.dirname(project)}/`));
      const isNobodys = !program.projects.some(isMeant);
      for (const project of program.projects)
        console.log(`${code === 0 || !(isNobodys || isMeant(project)) ? "ok  " : "FAIL"} types  ${project}`);
      if (code !== 0) console.log(said.trim());
      resolve(code === 0);
    });
  });
}
