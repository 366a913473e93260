import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { absoluteDropPath, fileNameOf, PathRefusal, readDropPath } from "./drop-path.ts";

test("reads the ways in which clients name a district's file", () => {
  for (const path of ["users.csv", "/users.csv", "./users.csv", "//users.csv", "/./users.csv"])
    assert.equal(fileNameOf(path), "users.csv", path);
  for (const path of ["", ".", "/", "./", "//"]) assert.deepEqual(readDropPath(path), { kind: "root" }, path);
  // A Mac writes ñ as two signs.
  assert.equal(fileNameOf("An\u0303o 1 (copy).csv"), "A\u00f1o 1 (copy).csv");
  assert.throws(() => fileNameOf("/"), { status: 3 });
});

test("refuses what leads out of a district's folder, and names that are none", () => {
  const refused = [
    ...["..", "../x", "/..", "a/../../x", "users.csv/..", "..\\x", "c:\\x", "a\0b", "a\nb", "\u202eexe.csv"],
    ...["a\ufffdb", "x:y", "nul", "CON.csv", "a.", "a ", "*.csv", ".uploads", ".Taken", "x".repeat(121)],
  ];
  for (const path of refused) assert.throws(() => readDropPath(path), PathRefusal, JSON.stringify(path));
  assert.throws(() => readDropPath("etc/passwd"), { status: 2 });
});

test("makes of any path at all a plain name, the folder, or a refusal", () => {
  const piece = fc.oneof(
    fc.constantFrom("..", ".", "/", "\\", "\0", "users.csv"),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const path = pieces.join("/");
      assert.match(absoluteDropPath(path), /^\/(?:(?!\.\.?(?:\/|$))[^/]+(?:\/(?!\.\.?(?:\/|$))[^/]+)*)?$/u);
      try {
        const read = readDropPath(path);
        if (read.kind === "root") return;
        assert.doesNotMatch(read.name, /^\.\.?$|[/\\\p{Cc}]/u);
      } catch (error) {
        assert.ok(error instanceof Error && "status" in error);
      }
    }),
  );
});
