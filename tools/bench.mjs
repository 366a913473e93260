// `npm run bench [-- options]`: installs what is missing, then measures under Node 24.
import { installMissing, runTypeScript } from "./node24.mjs";

try {
  await installMissing();
  process.exitCode = await runTypeScript("bench/bench.ts", process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
