import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wrapText } from "./wrap-text.ts";

test("wraps a report without losing or cutting a word", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-zñ]{1,30}$/), { minLength: 1 }),
      fc.nat(40),
      (words, width) => {
        const lines = wrapText(words.join(" "), width);
        assert.deepEqual(lines.join(" ").split(" "), words);
        for (const line of lines) assert.ok([...line].length <= width || !line.includes(" "), line);
      },
    ),
  );
});

test("keeps a plan's hash whole where it is longer than the line", () => {
  assert.deepEqual(wrapText("apply 8f3a12b4c5d6e7f8 now", 10), ["apply", "8f3a12b4c5d6e7f8", "now"]);
});
