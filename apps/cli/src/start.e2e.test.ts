import assert from "node:assert/strict";
import path from "node:path";
import { after, test } from "node:test";
import { type Ended, startMuster, startProgram, temporaryFolder } from "./muster-process.ts";

const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");
after(remove);

function start(): Promise<Ended> {
  return startProgram("start.ts", home, ["--once"]).ended;
}

/** The words of a line such as `npx muster apply 6300e5284898 --approve --reason "why"`. */
function wordsOf(line: string): readonly string[] {
  const words = line.replace(/^\s*npx muster\s+/, "").match(/"[^"]*"|\S+/g) ?? [];
  return words.map((word) => word.replace(/^"(.*)"$/, "$1"));
}

test("lives through two days on first start, and every command it proposes then works", async () => {
  const first = await start();
  assert.equal(first.exitCode, 0, first.stderr);
  assert.match(first.stdout, /^Applied: 180 students added/m);
  assert.match(first.stdout, /^Partly applied: /m);
  assert.match(first.stdout, /\[gate\.removals\.many\]/);
  const proposed = first.stdout.split("What to type next:")[1]?.split("\n") ?? [];
  const complete = proposed.filter((line) => /^ {2}npx muster/.test(line) && !line.includes("<"));
  assert.ok(complete.some((line) => line.includes("--approve")));
  for (const line of complete) {
    const ended = await startMuster(home, wordsOf(line)).ended;
    assert.equal(ended.exitCode, 0, `${line}: ${ended.stderr}`);
    assert.notEqual(ended.stdout, "");
    // The row of the made-up Tuesday that points nowhere: why must know what became of it.
    if (line.includes(" why "))
      assert.match(
        ended.stdout,
        /row 102 of enrollments\.csv.* names it as classSourcedId, and was left out/,
      );
  }
  assert.ok(complete.some((line) => line.includes(" why ")));
});

test("says on a later start what is there", async () => {
  const later = await start();
  assert.equal(later.exitCode, 0, later.stderr);
  assert.match(later.stdout, /^Muster is ready: 1 district in /m);
  assert.match(later.stdout, /Practice district: last run/);
});

test("two starts in one new home live through the days once, and both end well", async () => {
  const shared = path.join(folder, "shared");
  const both = await Promise.all([1, 2].map(() => startProgram("start.ts", shared, ["--once"]).ended));
  assert.deepEqual(
    both.map(({ exitCode }) => exitCode),
    [0, 0],
    both.map(({ stderr }) => stderr).join("\n"),
  );
  const listed = await startMuster(shared, ["run", "list", "--json"]).ended;
  assert.equal(JSON.parse(listed.stdout).runs.length, 2);
});
