import assert from "node:assert/strict";
import { test } from "node:test";
import type { LinkChange, LinkState } from "./change.ts";
import { undoLink } from "./undo-change.ts";

const link = { recordType: "classroom", sourcedId: "C9", origin: "manual" } as const;
const tied: LinkState = { ...link, recordId: 7 };
const out: LinkState = { ...link, recordId: 0, isLeftOut: true };
const because = { reason: "undo", file: undefined, line: undefined, sourcedIds: ["C9"] } as const;

function change(before: LinkState | undefined, after: LinkState): LinkChange {
  const about = { type: "link", schoolId: 1, recordId: 7, because, before, after } as const;
  return after.recordId === 0
    ? { ...about, action: "archive", kind: "removal" }
    : { ...about, action: "create", kind: "addition" };
}

test("a link that was taken away is tied again, and taken away again when that is taken back", () => {
  const again = undoLink(change(tied, out), out, because).change;
  assert.deepEqual([again?.action, again?.before, again?.after], ["create", out, tied]);
  const redone = undoLink(change(out, tied), tied, because).change;
  assert.deepEqual([redone?.action, redone?.before, redone?.after], ["archive", tied, out]);
});

test("a class that was taken in is left out again, unless the sync has made a class of it since", () => {
  const adopted = change(out, { ...link, recordId: 0 });
  assert.deepEqual(undoLink(adopted, undefined, because).change?.after, out);
  const late = undoLink(adopted, { ...tied, recordId: 12 }, because);
  assert.deepEqual([late.change, late.conflicts[0]?.recordId], [undefined, 12]);
});

test("a link that was made stays, and one that was tied elsewhere since is named", () => {
  assert.deepEqual(undoLink(change(undefined, tied), tied, because), { change: undefined, conflicts: [] });
  const elsewhere = undoLink(change(tied, out), { ...tied, recordId: 12 }, because);
  assert.deepEqual(elsewhere.conflicts, [
    { type: "link", recordId: 12, field: "record", because: "changed" },
  ]);
});
