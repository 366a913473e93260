import assert from "node:assert/strict";
import { test } from "node:test";
import { readPackage, type TableFile } from "./read-package.ts";
import { defaultProfile } from "./read-profile.ts";
import { rowReader } from "./read-row.ts";
import { scanRecords } from "./scan-records.ts";

test("reads a small school from its files", async () => {
  const text =
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\r\n" +
    "E-1,,,C-1,0012,S-1,student,,2026-08-15,2027-06-10\r\n";
  const bytes = new TextEncoder().encode(text);
  const entry = {
    path: "enrollments.csv",
    size: bytes.length,
    async *open() {
      yield bytes;
    },
  };
  const { files } = await readPackage([entry]);
  const file = files[0] as TableFile & { table: "enrollments" };
  const read = rowReader(file, defaultProfile);
  for await (const batch of scanRecords(file, [1, 2])) {
    const { record } = read(batch, 0);
    assert.equal(record?.schoolSourcedId, "0012");
    assert.equal(record?.endDate, "2027-06-10");
  }
});
