import assert from "node:assert/strict";
import { test } from "node:test";
import { checkItems } from "./judge-items.ts";
import type { ItemRule } from "./self-check.ts";
import { withoutCommands } from "./without-commands.ts";

test("whoever reads a check in the browser is sent to no command line", () => {
  for (const [id, item] of Object.entries(checkItems)) {
    const rule: ItemRule = item;
    for (const isRefused of [0, 1]) {
      const facts = { source: 2, run: 7, code: "x", isRefused, isManaged: 1, isWhole: isRefused };
      const told = withoutCommands(rule.todo({ count: 3, of: 3, facts }));
      assert.doesNotMatch(told, /npx|--/, id);
      assert.match(told, /[^.]\.$/, id);
    }
  }
});

test("what is left is still a sentence", () => {
  assert.equal(withoutCommands("Test it: npx muster source test 2"), "Test it.");
  assert.equal(
    withoutCommands("Hand them over (npx muster classroom link), archive them, or leave both."),
    "Hand them over, archive them, or leave both.",
  );
});
