import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { openBrowser, withoutBrowser } from "./with-console.ts";

const program = path.resolve(import.meta.dirname, "../../../tools/start.mjs");
const folder = mkdtempSync(path.join(tmpdir(), "muster-start-"));
// Where root starts it the embedded server runs as another account, which must be able to enter.
chmodSync(folder, 0o755);
const started: ChildProcess[] = [];
after(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("opens the printed link: signed in, the practice district is there, and Tuesday's plan waits with one held slice", {
  skip: withoutBrowser,
}, async () => {
  const usual = await takeUsualPort();
  const first = await start();
  const browser = await openBrowser();
  try {
    const [address = "", link = ""] = first.urls;
    assert.notEqual(new URL(address).port, "7070", "somebody else has the usual port");
    assert.match(link, new RegExp(`^${address}/link#`));
    assert.match(first.stdout, /Ctrl-C stops Muster\.\n$/);
    const page = await (await browser.newContext({ locale: "en-US" })).newPage();
    await page.goto(link);
    await page.waitForURL(`${address}/`);
    await page.getByText("Practice district").first().waitFor();
  } finally {
    await browser.close();
    usual?.close();
  }
  assert.equal(await first.stop(), 0, first.stderr);

  // Another start in the same home takes nothing from the first, and brings a link of its own.
  const second = await start();
  assert.match(second.stdout, /^Muster is ready: 1 district in /m);
  assert.notEqual(second.urls[1], first.urls[1]);
  assert.equal(await second.stop(), 0, second.stderr);
});

interface Started {
  readonly stdout: string;
  readonly stderr: string;
  /** Where the console is, and the link. */
  readonly urls: readonly string[];
  /** As Ctrl-C does; answers the exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Starts Muster as `npm start` does, as somebody whose home is empty. */
async function start(): Promise<Started> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, HOME: folder, TERM: "dumb" },
    stdio: ["ignore", "pipe", "pipe"],
    // In a group of its own, so that a signal reaches all of it, as Ctrl-C on a terminal does.
    detached: true,
  });
  started.push(child);
  let stdout = "";
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      if (stdout.includes("Ctrl-C stops Muster.\n")) resolve();
    });
    void ended.then(() => reject(new Error(`it ended: ${stderr}`)));
  });
  return {
    ...{ stdout, stderr, urls: stdout.match(/http:\/\/\S+/g) ?? [] },
    stop: () => {
      process.kill(-(child.pid ?? 0), "SIGINT");
      return ended;
    },
  };
}

/** Holds the port the console usually has; undefined where somebody has it already. */
function takeUsualPort(): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(7070, "127.0.0.1", () => resolve(server));
  });
}
