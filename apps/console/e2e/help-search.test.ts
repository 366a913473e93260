import assert from "node:assert/strict";
import { test } from "node:test";
import { allToldCodes } from "@muster/rules/report/told-code.ts";
import { findCodes } from "../src/pages/help/help-search.ts";

test("whoever types the code below a message finds its page first, and by the words of the message too", () => {
  const items = allToldCodes().map((told) => ({ ...told, severity: told.severity ?? null }));
  for (const { code, message } of items) {
    assert.equal(findCodes(items, ` ${code} `)[0]?.code, code);
    assert.ok(
      findCodes(items, message.what).some((one) => one.code === code),
      `${code} by its words`,
    );
  }
});
