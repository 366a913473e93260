import assert from "node:assert/strict";
import { test } from "node:test";
import { smallRoster, staff, student, user, withTestDistrict } from "../run/test-district.ts";
import { ask, askPerson } from "./why/ask.ts";

test("says who somebody is, by sourcedId, by our id, by student number and by name", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const ana = await askPerson(district, "ana");
    assert.equal(ana.person.givenName, "Ana");
    assert.deepEqual(
      ana.person.roles.map((role) => [role.role, role.school, role.status]),
      [["student", "Oak Elementary", "active"]],
    );
    assert.deepEqual(
      ana.person.memberships.map((one) => [one.classroom, one.isInForce]),
      [
        ["Art", true],
        ["Math", true],
      ],
    );
    assert.deepEqual(
      ana.person.guardianships.map((one) => [one.other, one.name]),
      [["guardian", "Mia Alder"]],
    );
    assert.deepEqual(
      ana.links.map((link) => [link.sourcedId, link.row?.file, link.row?.line]),
      [["ana", "users.csv", 2]],
    );
    assert.equal(ana.journal[0]?.action, "create");
    for (const written of ["Ana Alder", " alder, ana ", "n-ana", `m-${ana.subject.id}`])
      assert.equal((await askPerson(district, written)).subject.id, ana.subject.id, written);
  });
});

test("lists namesakes and guesses nobody", async () => {
  await withTestDistrict(async (district) => {
    const users = [...smallRoster.users, student("ana2", "S2", "Ana", "Alder")];
    await district.sync({ ...smallRoster, users });
    const answer = await ask(district, "ana alder");
    assert.equal(answer.kind, "several");
    if (answer.kind !== "several") return;
    assert.deepEqual(
      answer.choices.map((choice) => [choice.name, choice.detail, choice.sourcedIds]),
      [
        ["Ana Alder", "student at Oak Elementary", ["ana"]],
        ["Ana Alder", "student at Elm Middle", ["ana2"]],
      ],
    );
  });
});

test("finds a family by a part of its name when nobody bears exactly that", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const answer = await ask(district, "alder");
    assert.equal(answer.kind, "several");
    if (answer.kind === "several")
      assert.deepEqual(
        answer.choices.map(({ name }) => name),
        ["Ana Alder", "Mia Alder"],
      );
  });
});

test("whoever did not come in is explained from what the source says", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    await district.sync({
      ...smallRoster,
      orgs: [...smallRoster.orgs, { sourcedId: "S3", name: "Ash High", type: "school" }],
      users: [
        ...smallRoster.users,
        student("dee", "S3", "Dee", "Dahl"),
        user("pat", "S1", "parent", "Pat", "Pine", { email: "pat@home.example.org" }),
        staff("", "S1", "No", "Id"),
        { ...student("bad", "S1", "Bad", "Row"), role: "" },
      ],
      classes: [...smallRoster.classes, { sourcedId: "C7", title: "Latin", schoolSourcedId: "S3" }],
    });
    const steps = async (who: string) => {
      const answer = await ask(district, who);
      assert.equal(answer.kind, "unknown", who);
      return answer.kind === "unknown"
        ? answer.absent.map((one) => [one.of, one.sourcedId, one.dropped.step])
        : [];
    };
    assert.deepEqual(await steps("Dee Dahl"), [["user", "dee", "school-not-linked"]]);
    assert.deepEqual(await steps("Latin"), [["class", "C7", "school-not-linked"]]);
    assert.deepEqual(await steps("pat"), [["user", "pat", "no-student-listed"]]);
    assert.deepEqual(await steps("bad"), [["user", "bad", "row-left-out"]]);
    assert.deepEqual(await steps("nobody at all"), [["user", "nobody at all", "not-listed"]]);
    const ana = await askPerson(district, "ana", { classroom: "C7" });
    assert.equal(ana.classroom?.kind, "unknown");
    if (ana.classroom?.kind === "unknown")
      assert.equal(ana.classroom.absent[0]?.dropped.step, "school-not-linked");
  });
});

test("a classroom is told with its members, its class and its history", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const math = await ask(district, "M-1");
    assert.equal(math.kind, "classroom");
    if (math.kind !== "classroom") return;
    assert.deepEqual(math.classroom.members, { student: 2, teacher: 1 });
    assert.deepEqual(
      math.links.map((link) => [link.sourcedId, link.row?.file, link.row?.line]),
      [["C1", "classes.csv", 2]],
    );
    assert.equal(math.journal[0]?.action, "create");
    const oak = await ask(district, "S1");
    assert.equal(oak.kind, "school");
  });
});

test("says of a student what waits about them, when the source made them a teacher", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const users = smallRoster.users.map((row) =>
      row.sourcedId === "ben" ? { ...row, role: "teacher", grades: "" } : row,
    );
    const result = await district.sync({ ...smallRoster, users });
    assert.equal(result.gates[0]?.code, "gate.role.switched");
    const ben = await askPerson(district, "ben");
    assert.ok(ben.waiting.length > 0);
    assert.ok(ben.waiting.every((line) => line.standing === "held"));
    assert.deepEqual((await askPerson(district, "ana")).waiting, []);
  });
});

test("takes a bare number for what the source or the school wrote, and never for our own", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const { subject } = await askPerson(district, "ana");
    for (const written of [`00${subject.id}`, String(subject.id)])
      assert.equal((await ask(district, written)).kind, "unknown", written);
  });
});

test("finds a name whatever its accents and apostrophes, never an ID, and guesses nobody among such namesakes", async () => {
  await withTestDistrict(async (district) => {
    const users = [
      ...smallRoster.users,
      student("hz", "S1", "Hern\u00e1n", "L\u00f3pez Zamora"),
      student("lo", "S1", "Leona", "O\u2019Dowd"),
      student("\u00e91", "S1", "Zo\u00eb", "Aas"),
      student("zo2", "S1", "Zoe", "Aas"),
    ];
    await district.sync({ ...smallRoster, users });
    for (const [written, given] of [
      ["hernan lopez zamora", "Hern\u00e1n"],
      ["Zamora", "Hern\u00e1n"],
      ["lopez zamora, hernan", "Hern\u00e1n"],
      ["Herna\u0301n Lo\u0301pez Zamora", "Hern\u00e1n"],
      ["Leona O'Dowd", "Leona"],
      ["o'dowd", "Leona"],
    ] as const)
      assert.equal((await askPerson(district, written)).person.givenName, given, written);
    assert.equal((await ask(district, "e1")).kind, "unknown");
    assert.equal((await ask(district, "zoe aas")).kind, "several");
  });
});
