// `npm run pictures`: installs what is missing, then draws the pictures of the README anew under Node 24.
import { installMissing, runTypeScript } from "./node24.mjs";

try {
  await installMissing();
  process.exitCode = await runTypeScript("tools/write-pictures.ts", process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
