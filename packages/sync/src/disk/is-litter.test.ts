import assert from "node:assert/strict";
import { test } from "node:test";
import { readPackage } from "@muster/oneroster/csv/read-package.ts";
import { isLitter } from "./is-litter.ts";

const paths = [
  ".DS_Store",
  "in/.hidden/users.csv",
  "__MACOSX/._users.csv",
  "~$users.xlsx",
  "Thumbs.db",
  "in/desktop.ini",
  "users.csv.filepart",
  "users.csv~",
  "users.csv",
  "in/users.csv",
  "part.csv",
  "notes.txt",
];

test("takes the same files for litter as the reader of packages", async () => {
  const entries = paths.map((path) => ({
    path,
    size: 1,
    async *open() {
      yield Buffer.from("x");
    },
  }));
  const { setAside } = await readPackage(entries);
  const litter = setAside.filter(({ reason }) => reason === "litter").map(({ path }) => path);
  assert.equal(litter.length, 8);
  assert.deepEqual(paths.filter(isLitter).sort(), [...litter].sort());
});
