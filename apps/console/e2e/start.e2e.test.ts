import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { openBrowser, picturesFolder, withoutBrowser } from "./with-console.ts";

const program = path.resolve(import.meta.dirname, "../../../tools/start.mjs");
const folder = mkdtempSync(path.join(tmpdir(), "muster-start-"));
// Where root starts it the embedded server runs as another account, which must be able to enter.
chmodSync(folder, 0o755);
const started: ChildProcess[] = [];
after(() => {
  // What failed may have left one at work; it would keep the test open.
  for (const child of started) if (child.exitCode === null) process.kill(-(child.pid ?? 0), "SIGKILL");
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
    const page = await (
      await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 900 } })
    ).newPage();
    await page.goto(link);
    await page.waitForURL(`${address}/`);
    await page.getByText("Practice district").first().waitFor();
    await walk(page);
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

/** With the mouse alone: from Home to the plan that waits, its held slice, one change and why, and its run. */
async function walk(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1, name: /^Waiting for you: 11 students/ }).waitFor();
  mkdirSync(picturesFolder, { recursive: true });
  await page.screenshot({ path: path.join(picturesFolder, "home.png") });
  await page.getByRole("link", { name: "Review the changes" }).click();
  await page.getByRole("heading", { level: 1, name: /^18 changes wait for you/ }).waitFor();
  const held = page.getByRole("article", { name: /would leave .*; at most/ });
  await held.getByText("Likely cause").waitFor();
  assert.equal(await held.count(), 1, "one slice is held");
  await held.getByRole("button", { name: "See the changes" }).click();
  await page.getByRole("region", { name: "Changes one by one" }).getByRole("button").first().click();
  await page.getByRole("dialog").getByRole("heading", { name: "Why" }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("link", { name: "Problems" }).click();
  await page.getByRole("heading", { level: 1, name: "Problems" }).waitFor();
  await page.getByRole("link", { name: "History" }).click();
  await page
    .getByRole("link", { name: /^Run 2|^2$/ })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: /^Run 2: / }).waitFor();
}

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
