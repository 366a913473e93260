import assert from "node:assert/strict";
import { test } from "node:test";
import { type KeptField, keptLines } from "./kept-lines.ts";

const tom: KeptField = {
  ...{ type: "staff", recordId: 493, name: "Tom Thorn", field: "mobile", because: "changed" },
};
const oak: KeptField = {
  ...{ type: "school", recordId: 3, name: "Oak Elementary", field: "record", because: "needed" },
};

test("names whom an undo keeps and what of them, and the schools that stay for their sake", () => {
  assert.deepEqual(keptLines([tom, { ...tom, field: "email" }, { ...tom, field: "origin" }, oak]), [
    "Stays as it is, because it was changed after that run (1):",
    "  Tom Thorn (staff member, m-493): mobile number and e-mail",
    "Stays, because others who stay are in it (1):",
    "  Oak Elementary (school, m-3)",
  ]);
});

test("says in words that somebody left, and counts beyond twenty", () => {
  assert.match(keptLines([{ ...tom, field: "status" }])[1] ?? "", /: whether it is active$/);
  const many = Array.from({ length: 25 }, (_, at) => ({ ...tom, recordId: at }));
  assert.equal(keptLines(many).at(-1), "  and 5 more (--json has all)");
  assert.deepEqual(keptLines([]), []);
});
