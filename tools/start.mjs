// `npm start` in a fresh clone: installs what is missing, then starts Muster under Node 24.
import { existsSync } from "node:fs";
import path from "node:path";
import { installMissing, root, runTypeScript } from "./node24.mjs";

// The reason stands in apps/cli/src/node-flags.ts, which an older Node cannot read.
const nodeFlags = ["--max-semi-space-size=8"];
const program = "apps/cli/src/start.ts";

try {
  await installMissing();
  if (!existsSync(path.join(root, program)))
    throw new Error(`${program} is not there yet: nothing to start.`);
  process.exitCode = await runTypeScript("tools/build-console.ts", []);
  if (process.exitCode === 0)
    process.exitCode = await runTypeScript(program, process.argv.slice(2), nodeFlags);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
