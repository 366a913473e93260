import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { runSync } from "../../run/run-sync.ts";
import {
  enrollment,
  smallRoster,
  student,
  withCells,
  withTestDistrict,
  writeRoster,
} from "../../run/test-district.ts";
import { ask, askPerson } from "./ask.ts";
import type { AbsentWhy } from "./why-absent.ts";

/** What a test looks at: what it is, the step that dropped it, its rows, and the rows that name it. */
function told({ of, dropped, rows, named }: AbsentWhy) {
  return {
    ...{ of, step: dropped.step, lines: rows.map((row) => [row.file, row.line]) },
    named: named.map(({ row, column, errors }) => [
      row.file,
      row.line,
      column,
      errors.map(({ code }) => code),
    ]),
  };
}

const spoilt = withCells(smallRoster.enrollments, "e3", { classSourcedId: "C99" });

test("Ben is not in C99, which no row describes, and his row that names it and was left out is told", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    await district.sync({ ...smallRoster, enrollments: spoilt });
    const { classroom } = await askPerson(district, "ben", { classroom: "C99" });
    assert.equal(classroom?.kind, "unknown");
    if (classroom?.kind !== "unknown") return;
    const named = [["enrollments.csv", 4, "classSourcedId", ["enrollment.class.missing"]]];
    assert.deepEqual(classroom.absent.map(told), [{ of: "class", step: "not-listed", lines: [], named }]);
    const [absent] = classroom.absent;
    const files = absent?.dropped.step === "not-listed" ? absent.dropped.searched : undefined;
    assert.deepEqual(
      files?.map(({ files, takenAt }) => [files.includes("classes.csv"), takenAt]),
      [[true, "2026-09-01T03:00:00Z"]],
    );
  });
});

test("asked about alone, C99 is told with the row that names it", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    await district.sync({ ...smallRoster, enrollments: spoilt });
    const answer = await ask(district, "C99");
    assert.equal(answer.kind, "unknown");
    if (answer.kind === "unknown") assert.equal(answer.absent[0]?.named[0]?.names.userSourcedId, "ben");
    if (answer.kind === "unknown")
      assert.deepEqual(
        answer.absent[0]?.named.map(({ row, column }) => [row.line, column]),
        [[4, "classSourcedId"]],
      );
  });
});

test("the ID of an enrollment is found in enrollments.csv, whether it was read, left out or marked as deleted", async () => {
  await withTestDistrict(async (district) => {
    const enrollments = [
      ...spoilt,
      enrollment("e9", "C1", "S1", "ana", "student", { status: "tobedeleted" }),
    ];
    await district.sync({ ...smallRoster, enrollments });
    const absent = async (who: string) => {
      const answer = await ask(district, who);
      return answer.kind === "unknown" ? answer.absent.map(told) : answer.kind;
    };
    const lines = (line: number) => [["enrollments.csv", line]];
    assert.deepEqual(await absent("e3"), [
      { of: "enrollment", step: "row-left-out", lines: lines(4), named: [] },
    ]);
    assert.deepEqual(await absent("e2"), [
      { of: "enrollment", step: "row-read", lines: lines(3), named: [] },
    ]);
    assert.deepEqual(await absent("e9"), [
      { of: "enrollment", step: "row-deleted", lines: lines(8), named: [] },
    ]);
  });
});

test("a class whose row is marked as deleted is told as that, and not as a row that was left out", async () => {
  await withTestDistrict(async (district) => {
    const classes = [
      ...smallRoster.classes,
      { sourcedId: "C8", title: "Greek", schoolSourcedId: "S1", status: "tobedeleted" },
    ];
    await district.sync({ ...smallRoster, classes });
    const answer = await ask(district, "C8");
    assert.equal(answer.kind, "unknown");
    if (answer.kind === "unknown")
      assert.deepEqual(answer.absent.map(told), [
        { of: "class", step: "row-deleted", lines: [["classes.csv", 5]], named: [] },
      ]);
  });
});

test("a student whose school orgs.csv does not list is told with the ID of that school", async () => {
  await withTestDistrict(async (district) => {
    await district.sync({
      ...smallRoster,
      users: [...smallRoster.users, student("dee", "S77", "Dee", "Dahl")],
    });
    const answer = await ask(district, "dee");
    const dropped = answer.kind === "unknown" ? answer.absent[0]?.dropped : undefined;
    assert.equal(dropped?.step, "school-not-listed");
    if (dropped?.step === "school-not-listed")
      assert.deepEqual(
        dropped.orgs.map(({ sourcedId, rows }) => [sourcedId, rows.length]),
        [["S77", 0]],
      );
  });
});

test("a class that is filed under the district is in no school, and no sync brings it", async () => {
  await withTestDistrict(async (district) => {
    const classes = [...smallRoster.classes, { sourcedId: "C8", title: "Greek", schoolSourcedId: "D" }];
    await district.sync({ ...smallRoster, classes });
    const answer = await ask(district, "C8");
    const dropped = answer.kind === "unknown" ? answer.absent[0]?.dropped : undefined;
    assert.equal(dropped?.step, "filed-under-district");
  });
});

test("a list of namesakes that is cut off says so", async () => {
  await withTestDistrict(async (district) => {
    const crowd = Array.from({ length: 51 }, (_one, index) => student(`z${index}`, "S1", "Zoe", "Zell"));
    await district.sync({ ...smallRoster, users: [...smallRoster.users, ...crowd] });
    const answer = await ask(district, "zoe zell");
    assert.deepEqual(answer.kind === "several" && [answer.choices.length, answer.isCut], [50, true]);
    const few = await ask(district, "alder");
    assert.equal(few.kind === "several" && few.isCut, false);
  });
});

test("a class of a past school year is told as that, and not promised for the next sync", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId, sourceId } = district;
    const greek = { sourcedId: "C8", title: "Greek", schoolSourcedId: "S1", termSourcedIds: "Y1" };
    const folder = district.folder("past");
    await writeRoster(folder, { ...smallRoster, classes: [...smallRoster.classes, greek] });
    const columns =
      "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear";
    const year = "Y1,,,Year,schoolYear,2024-08-01,2025-06-30,,2025";
    const next = "Y2,,,Next,schoolYear,2026-08-01,2027-06-30,,2027";
    await writeFile(path.join(folder, "academicSessions.csv"), `${columns}\n${year}\n${next}\n`);
    await runSync(world, { districtId, sourceId, path: folder, operator: "nightly", applies: true });
    const answer = await ask(district, "C8");
    const dropped = answer.kind === "unknown" ? answer.absent[0]?.dropped : undefined;
    assert.equal(dropped?.step, "noticed");
    if (dropped?.step === "noticed")
      assert.deepEqual(
        dropped.findings.map(({ code }) => code),
        ["class.year.past"],
      );
  });
});
