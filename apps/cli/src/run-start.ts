import { makeFirstRunLink } from "@muster/sync/access/first-owner.ts";
import { openCli } from "./open-cli.ts";
import { reportError } from "./report-error.ts";
import { serveHere, usualPort } from "./serve-here.ts";
import { welcome } from "./start/welcome.ts";

/**
 * Starts what is in the home, makes the practice district on first start, says what to type, opens the console and
 * prints a link that signs in once. Runs until it is stopped; with `--once` it says what is there and ends.
 */
export async function runStart(words: readonly string[] = process.argv.slice(2)): Promise<void> {
  const cli = openCli();
  const { out, strong, note } = cli.terminal;
  try {
    await welcome(cli);
    if (words.includes("--once")) return;
    process.exitCode = await serveHere(cli, {
      ...{
        isScheduler: true,
        isBeside: false,
        places: 3,
        heavyPlaces: 0,
        healthPort: undefined,
        drop: undefined,
      },
      http: {
        host: "127.0.0.1",
        port: usualPort,
        publicUrl: undefined,
        trustsProxy: false,
        takesAnyPort: true,
      },
      onReady: async ({ db, consoleUrl = "" }) => {
        const link = await makeFirstRunLink(db, cli.config.operator, new Date());
        out("");
        out(`The console is open at ${consoleUrl}`);
        if (link !== undefined) out(strong(`Sign in once with: ${consoleUrl}/link#${link}`));
        out("Ctrl-C stops Muster.");
      },
      log: (event) => note(JSON.stringify({ at: new Date().toISOString(), ...event })),
    });
  } catch (error) {
    process.exitCode = reportError(cli, error, { isJson: false });
  }
}
