import { existsSync, mkdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { after } from "node:test";
import { writePracticeDay } from "@muster/sandbox/practice.ts";
import type { HttpWorld } from "@muster/server/http/http-world.ts";
import { openKnownAskers } from "@muster/server/http/known-askers.ts";
import { openHttp } from "@muster/server/http/open-http.ts";
import { startTestWorker } from "@muster/server/http/test-worker.ts";
import { makeFirstRunLink } from "@muster/sync/access/first-owner.ts";
import { openQueue } from "@muster/sync/queue/queue.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import { type TestDistrict, withTestDistrict } from "@muster/sync/run/test-district.ts";
import { type Browser, chromium, type Page } from "playwright-core";

/** A browser on the console of a real server, with a district in it, signed in as its owner. */
export interface ConsoleVisit {
  readonly page: Page;
  readonly url: string;
  readonly district: TestDistrict;
  readonly world: HttpWorld;
  /** Another window of the same browser that is not signed in. */
  readonly newcomer: () => Promise<Page>;
  /** Keeps what is seen now as a picture. */
  readonly picture: (name: string) => Promise<void>;
}

export interface VisitOptions {
  /** `practice` its Monday, and its Tuesday with a held slice · `empty` nothing was synced. */
  readonly district?: "practice" | "empty";
  /** A worker does what is asked for, as `muster serve` has one. */
  readonly works?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
}

/** Where pictures are kept: CI keeps the folder as an artefact. */
export const picturesFolder: string = path.resolve(import.meta.dirname, "../dist/pictures");

/** The browser of the system, or the one that CHROMIUM names; undefined where there is none, and tests are left out. */
export function findChromium(): string | undefined {
  const places = [
    process.env.CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  return places.find((place) => place !== undefined && existsSync(place));
}

/** Why tests in a browser are left out here; false where they are not. */
export const withoutBrowser: string | false = findChromium() === undefined ? "needs chromium" : false;

/** Opens the console as the owner of a district who has just followed their link; closes everything afterwards. */
export async function withConsole(
  work: (visit: ConsoleVisit) => Promise<void>,
  options: VisitOptions = {},
): Promise<void> {
  await withTestDistrict(async (district) => {
    if (options.district !== "empty") await livePractice(district);
    const { db, home, keys } = district.world;
    const queue = await openQueue(db, { isWorker: false });
    const at = { url: "" };
    const now = (): Date => new Date();
    const world: HttpWorld = {
      ...{ db, home, keys, queue, now, mail: undefined, allowsPrivateHosts: true },
      ...{ publicUrl: () => at.url, log: () => undefined, askers: openKnownAskers() },
    };
    const server = await openHttp(world, { host: "127.0.0.1", port: 0, trustsProxy: false });
    at.url = `http://127.0.0.1:${server.port}`;
    const worker = options.works === true ? startTestWorker(world) : undefined;
    const browser = await browserOfFile();
    try {
      await visit(browser, { district, world, url: at.url }, options, work);
    } finally {
      for (const context of browser.contexts()) await context.close();
      await server.close();
      await worker?.stop(0);
      await queue.close();
    }
  });
}

let opened: Promise<Browser> | undefined;
after(async () => (await opened)?.close());

/** One for all tests of a file, as starting it costs two seconds; each visit has windows and cookies of its own. */
function browserOfFile(): Promise<Browser> {
  opened ??= openBrowser();
  return opened;
}

/** A browser without a sandbox of its own where we are root, as in containers. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("there is no chromium on this machine");
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}

async function visit(
  browser: Browser,
  { district, world, url }: Pick<ConsoleVisit, "district" | "world" | "url">,
  { width = 1280, height = 900, scheme = "light" }: VisitOptions,
  work: (visit: ConsoleVisit) => Promise<void>,
): Promise<void> {
  const looks = {
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en-US",
  } as const;
  const page = await (await browser.newContext(looks)).newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  const link = await makeFirstRunLink(world.db, "olga", world.now());
  await page.goto(`${url}/link#${link}`);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForURL(`${url}/`);
  await work({
    ...{ page, url, district, world },
    newcomer: async () => (await browser.newContext(looks)).newPage(),
    picture: async (name) => {
      mkdirSync(picturesFolder, { recursive: true });
      await page.screenshot({ path: path.join(picturesFolder, `${name}.png`) });
    },
  });
  if (troubles.length > 0) throw new Error(`the pages failed: ${troubles.join("; ")}`);
}

async function livePractice({ world, districtId, sourceId, folder, pass }: TestDistrict): Promise<void> {
  for (const day of ["monday", "tuesday"] as const) {
    const at = folder(day);
    await mkdir(at, { recursive: true });
    await writePracticeDay(at, day);
    await runSync(world, { districtId, sourceId, path: at, operator: "nightly", applies: true });
    pass();
  }
}
