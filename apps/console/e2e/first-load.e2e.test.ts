import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

const folder = path.resolve(import.meta.dirname, "../dist");
/** What a browser fetches before it shows the first page, in bytes, packed as the server hands it out. */
const mostBytes = 400_000;

test("opens the console with 400 kB at most, pages come when they are gone to, and no font is fetched", () => {
  const page = readFileSync(path.join(folder, "index.html"), "utf8");
  const files = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name = ""]) => name);
  assert.ok(files.some((name) => name.endsWith(".js")) && files.some((name) => name.endsWith(".css")));
  const first = readFileSync(path.join(folder, files.find((name) => name.endsWith(".js")) ?? ""), "utf8");
  // Home is the page most people see first: what it needs counts too.
  const ofHome = [...first.matchAll(/HomePage-[\w-]+\.(?:js|css)/g)].map(([name]) => name);
  assert.ok(ofHome.length > 0, "pages are files of their own");
  const bytes = [...new Set([...files, ...ofHome.map((name) => `assets/${name}`)])]
    .map((name) => path.join(folder, name))
    .map((plain) => statSync(existsSync(`${plain}.gz`) ? `${plain}.gz` : plain).size)
    .reduce((sum, one) => sum + one, 0);
  assert.ok(bytes <= mostBytes, `${bytes} bytes packed`);
  const styles = files.filter((name) => name.endsWith(".css"));
  for (const name of styles)
    assert.doesNotMatch(
      readFileSync(path.join(folder, name), "utf8"),
      /@font-face|https?:\/\/(?!www\.w3\.org)/,
    );
});
