// `npm test [-- part of a path]`: installs what is missing, then runs the tests under Node 24.
import { installMissing, runTypeScript } from "./node24.mjs";

try {
  await installMissing();
  process.exitCode = await runTypeScript("tools/run-tests.ts", process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
