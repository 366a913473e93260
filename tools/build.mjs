// `npm run build`: installs what is missing, then builds the console under Node 24.
import { installMissing, runTypeScript } from "./node24.mjs";

try {
  await installMissing();
  process.exitCode = await runTypeScript("tools/build-console.ts", process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
