import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { RecordOf } from "../model/record-of.ts";
import type { TableName } from "../model/table-name.ts";
import { aFile, readRows } from "./package-builder.ts";
import { readPackage, type TableFile } from "./read-package.ts";
import { scanRecords } from "./scan-records.ts";
import { splitCells } from "./split-cells.ts";
import { gradeCodes } from "./value/grade.ts";
import { writeTable } from "./write-package.ts";

const chunks = [1, 7, 64, 65_536];

/** Cells with everything that makes a CSV file hard to read. */
const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom("a", "é", "🎓", " ", ",", '"', "\n", "\r", ";", "'", "\t", "姓"),
    maxLength: 8,
  }),
  fc.string({ maxLength: 5 }),
  fc.constantFrom("", "0012", '""', "\r\n"),
);

const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  );

function write(
  rows: readonly (readonly string[])[],
  isAlwaysQuoted: readonly boolean[],
  lineEnd: string,
): string {
  const quote = (text: string, at: number) =>
    isAlwaysQuoted[at % isAlwaysQuoted.length] || /[",\r\n]|^\s/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  return rows.map((row) => row.map(quote).join(",") + lineEnd).join("");
}

async function readCells(text: string, chunk: number): Promise<(readonly string[])[]> {
  const file: TableFile = {
    table: "orgs",
    entry: aFile("orgs.csv", text, chunk),
    mode: "bulk",
    encoding: "utf-8",
    delimiter: ",",
    columns: [],
    droppedColumns: [],
    layoutFingerprint: "",
  };
  const found: (readonly string[])[] = [];
  for await (const batch of scanRecords(file, [1, 2])) {
    for (let index = 0; index < batch.count; index += 1) {
      const bytes = batch.bytes.subarray(batch.start[index], batch.end[index]);
      found.push(splitCells(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), ",").cells);
    }
  }
  return found;
}

test("reads any table as csv-parse reads it, however it is cut", async () => {
  const lineEnds = fc.constantFrom("\n", "\r\n");
  const quoting = fc.array(fc.boolean(), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      table,
      quoting,
      lineEnds,
      fc.constantFrom(...chunks),
      async (rows, quotes, lineEnd, chunk) => {
        const text = `header,line${lineEnd}${write(rows, quotes, lineEnd)}`.replaceAll("\0", "");
        const [, ...expected] = parse(text, {
          relaxColumnCount: true,
          recordDelimiter: ["\r\n", "\n"],
        }) as string[][];
        const isKept = (row: readonly string[]) => row.some((one) => /[^,;| \t"]/.test(one));
        assert.deepEqual((await readCells(text, chunk)).filter(isKept), expected.filter(isKept));
      },
    ),
    { numRuns: 400 },
  );
});

test("gives equal hashes to equal records and to no others", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(...chunks), async (rows, chunk) => {
      const text = `header,line\n${write([...rows, ...rows], [false], "\n")}`.replaceAll("\0", "");
      const byHash = new Map<string, string>();
      const byText = new Map<string, string>();
      const entry = aFile("orgs.csv", text, chunk);
      const file = { table: "orgs", entry, mode: "bulk", encoding: "utf-8", delimiter: "," } as const;
      const rest = { columns: [], droppedColumns: [], layoutFingerprint: "" };
      for await (const batch of scanRecords({ ...file, ...rest }, [5, 6])) {
        for (let index = 0; index < batch.count; index += 1) {
          const record = new TextDecoder().decode(batch.bytes.subarray(batch.start[index], batch.end[index]));
          const hash = batch.hash.subarray(index * 4, index * 4 + 4).join();
          assert.equal(byHash.get(hash) ?? record, record);
          assert.equal(byText.get(record) ?? hash, hash);
          byHash.set(hash, record);
          byText.set(record, hash);
        }
      }
    }),
    { numRuns: 200 },
  );
});

const id = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._\-/@]{0,20}$/)
  .filter((text) => !/^(null|n\/a|\d([.,]\d+)?e\+\d+)$/i.test(text));
const maybeId = fc.oneof(fc.constant(""), id);
const ids = fc.uniqueArray(id, { maxLength: 4 });
const text = fc
  .string({ unit: fc.constantFrom("a", "Ñ", "ệ", "🎓", " ", ",", '"', "'", "=", "姓"), maxLength: 12 })
  .map((written) => written.trim());
const item = text.map((written) => written.replaceAll(",", "").trim()).filter((written) => written !== "");
const items = fc.uniqueArray(item, { maxLength: 3 });
const status = fc.constant("active" as const);
const date = fc.constantFrom("2026-08-15", "2027-02-28");
const grades = fc.subarray([...gradeCodes]);
const phone = fc.constantFrom("", "+1 555 0100", "555-0101 x7");

const org: fc.Arbitrary<RecordOf<"orgs">> = fc.record({
  sourcedId: id,
  status,
  name: text,
  type: fc.constantFrom("school", "district", "state"),
  identifier: text,
  parentSourcedId: maybeId,
});
const course: fc.Arbitrary<RecordOf<"courses">> = fc.record({
  sourcedId: id,
  status,
  schoolYearSourcedId: maybeId,
  title: text,
  courseCode: text,
  grades,
  orgSourcedId: id,
  subjects: items,
  subjectCodes: items,
});
const cls: fc.Arbitrary<RecordOf<"classes">> = fc.record({
  sourcedId: id,
  status,
  title: text,
  grades,
  courseSourcedId: id,
  classCode: text,
  classType: fc.constantFrom("homeroom", "scheduled"),
  location: text,
  schoolSourcedId: id,
  termSourcedIds: ids,
  subjects: items,
  subjectCodes: items,
  periods: items,
});
const session: fc.Arbitrary<RecordOf<"academicSessions">> = fc.record({
  sourcedId: id,
  status,
  title: text,
  type: fc.constantFrom("term", "semester", "gradingPeriod", "schoolYear"),
  startDate: fc.constant("2026-08-15"),
  endDate: fc.constant("2027-06-10"),
  parentSourcedId: maybeId,
  schoolYear: fc.constantFrom("2027", "2026"),
});
const user: fc.Arbitrary<RecordOf<"users">> = fc.record({
  sourcedId: id,
  status,
  enabledUser: fc.boolean(),
  orgSourcedIds: ids,
  role: fc.constantFrom("student", "teacher", "aide", "guardian", "administrator"),
  username: text,
  identifier: text,
  givenName: text,
  familyName: text,
  middleName: text,
  preferredGivenName: fc.constant(""),
  preferredFamilyName: fc.constant(""),
  email: fc.constantFrom("", "ana@example.org", "o'neil+x@example.org"),
  sms: phone,
  phone,
  agentSourcedIds: ids,
  grades,
  language: fc.constant(""),
  primaryOrgSourcedId: fc.constant(""),
});
const enrollment: fc.Arbitrary<RecordOf<"enrollments">> = fc.record({
  sourcedId: id,
  status,
  classSourcedId: id,
  schoolSourcedId: maybeId,
  userSourcedId: id,
  role: fc.constantFrom("student", "teacher", "proctor", "administrator", "aide"),
  primary: fc.boolean(),
  beginDate: fc.constantFrom("", "2026-08-15"),
  endDate: fc.oneof(fc.constant(""), date),
});
const role: fc.Arbitrary<RecordOf<"roles">> = fc
  .record({
    sourcedId: id,
    status,
    userSourcedId: id,
    roleType: fc.constantFrom("primary" as const, "secondary" as const),
    meaning: fc.constantFrom(
      ["principal", "administrator"] as const,
      ["teacher", "teacher"] as const,
      ["ext:coach", "other"] as const,
    ),
    beginDate: fc.constantFrom("", "2026-08-15"),
    endDate: fc.constant("2027-06-10"),
    orgSourcedId: id,
  })
  .map(({ meaning, ...rest }) => ({ ...rest, writtenRole: meaning[0], role: meaning[1] }));
const guardian: fc.Arbitrary<RecordOf<"guardians">> = fc
  .record({
    status,
    studentSourcedId: id,
    guardianSourcedId: id,
    givenName: text,
    familyName: text,
    email: fc.constantFrom("", "ana@example.org"),
    mobile: phone,
    homePhone: phone,
    language: text,
    relationship: text,
    contactType: text,
  })
  .map((rest) => ({ ...rest, sourcedId: `${rest.studentSourcedId}|${rest.guardianSourcedId}` }));

const users12 = user.map((one) => ({
  ...one,
  orgSourcedIds: [],
  role: "" as const,
  primaryOrgSourcedId: "0012",
}));

async function textOf<T extends TableName>(
  name: T,
  version: "1.1" | "1.2",
  rows: readonly RecordOf<T>[],
): Promise<string> {
  let whole = "";
  for await (const piece of writeTable(name, version, rows)) whole += piece;
  return whole;
}

function readsBack<T extends TableName>(
  name: T,
  version: "1.1" | "1.2",
  rows: fc.Arbitrary<RecordOf<T>>,
): void {
  test(`reads back the ${name} it writes as ${version}`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rows, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...chunks),
        async (all, chunk) => {
          const written = await textOf(name, version, all);
          const beside = version === "1.2" ? [aFile("roles.csv", await textOf("roles", "1.2", []))] : [];
          const own = aFile(`${name}.csv`, written, chunk);
          const read = await readPackage([...beside.filter(({ path }) => path !== own.path), own]);
          const found = await readRows(read, name);
          assert.deepEqual(
            found.map(({ record }) => record),
            all.map((one) => ({ ...one })),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
}

readsBack("orgs", "1.1", org);
readsBack("academicSessions", "1.1", session);
readsBack("courses", "1.1", course);
readsBack("classes", "1.1", cls);
readsBack("users", "1.1", user);
readsBack("users", "1.2", users12);
readsBack("roles", "1.2", role);
readsBack("enrollments", "1.1", enrollment);
readsBack("enrollments", "1.2", enrollment);
readsBack("guardians", "1.1", guardian);
