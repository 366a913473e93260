import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countDistrict, createDistrict, type DistrictPlan, districtSizes } from "./district.ts";
import { type Cells, townPlan, writeAndRead } from "./testing.ts";

function numbersOf({ seed: _seed, startYear: _year, ...numbers }: DistrictPlan) {
  return numbers;
}

test("a district has exactly the schools, people, classes and enrollments of its plan", () => {
  for (const plan of [districtSizes.practice, districtSizes.d50, townPlan])
    assert.deepEqual(countDistrict(createDistrict(plan)), numbersOf(plan));
});

test("the million-student district is twenty of the smaller one", () => {
  const { seed: _seed, startYear: _year, ...small } = districtSizes.d50;
  const twenty = Object.fromEntries(Object.entries(small).map(([name, count]) => [name, count * 20]));
  assert.deepEqual(numbersOf(districtSizes.d1m), twenty);
});

test("plans of any sensible shape are met, small schools teaching several grades together", () => {
  const plans = fc
    .record({
      seed: fc.integer(),
      schools: fc.integer({ min: 1, max: 8 }),
      students: fc.integer({ min: 30, max: 400 }),
      load: fc.integer({ min: 2, max: 5 }),
      more: fc.nat(60),
      staff: fc.integer({ min: 8, max: 60 }),
      guardians: fc.nat(700),
    })
    .map(({ load, more, guardians, ...rest }) => {
      const classes = rest.schools * 14 + more;
      const enrollments = classes + rest.students * load;
      return {
        ...rest,
        classes,
        enrollments,
        guardians: Math.min(guardians, rest.students * 2),
        startYear: 2026,
      };
    });
  fc.assert(
    fc.property(plans, (plan) => {
      assert.deepEqual(countDistrict(createDistrict(plan)), numbersOf(plan));
    }),
    { numRuns: 60 },
  );
});

test("a plan that cannot be met is refused", () => {
  assert.throws(() => createDistrict({ ...townPlan, classes: 5 }), /too few/);
  assert.throws(() => createDistrict({ ...townPlan, guardians: 20_000 }), /more than/);
  assert.throws(() => createDistrict({ ...townPlan, staff: 3 }), /cannot teach/);
  assert.throws(() => createDistrict({ ...townPlan, enrollments: 450 }), /attend/);
});

test("brothers and sisters have the same guardians and, mostly, the same family name", async (t) => {
  const roster = await writeAndRead(t, createDistrict(townPlan));
  const users = roster.byId("users.csv");
  const families = new Map<string, Cells[]>();
  for (const user of users.values()) {
    if (user.role !== "student") continue;
    const agents = user.agentSourcedIds ?? "";
    assert.ok(agents.split(",").length <= 6);
    families.set(agents, [...(families.get(agents) ?? []), user]);
  }
  const sizes = [...families.values()].map((children) => children.length);
  assert.deepEqual([...new Set(sizes)].sort(), [1, 2, 3]);
  const oneName = (child: Cells) => child.givenName === child.familyName;
  for (const children of families.values())
    if (!children.some(oneName)) assert.equal(new Set(children.map((child) => child.familyName)).size, 1);
});

test("families are as hard to tell apart as real ones", async (t) => {
  const roster = await writeAndRead(t, createDistrict(townPlan));
  const users = [...roster.rows("users.csv")];
  const adults = users.filter((user) => ["parent", "guardian", "relative"].includes(user.role ?? ""));
  const share = (part: number, whole: number) => part / whole;
  const mails = new Map<string, number>();
  for (const { email = "" } of adults) if (email !== "") mails.set(email, (mails.get(email) ?? 0) + 1);
  const sharing = [...mails.values()].filter((count) => count > 1).length;
  const couples = townPlan.guardians - new Set(adults.map((adult) => adult.agentSourcedIds)).size;
  assert.ok(Math.abs(share(sharing, couples) - 0.22) < 0.07, `${sharing} of ${couples} couples share`);
  const silent = adults.filter((adult) => adult.email === "" && adult.sms === "");
  assert.ok(silent.length > 20 && silent.length < 80, `${silent.length} without contact`);
  assert.ok(silent.every((adult) => adult.phone === ""));
  assert.ok(adults.filter((adult) => adult.email === "").length > silent.length);
  const phones = users.map((user) => user.sms ?? "").filter((sms) => sms !== "");
  const staff = users.filter((user) => user.identifier?.startsWith("E"));
  const both = staff.filter((one) =>
    adults.some(
      (adult) =>
        adult.email === one.email && adult.givenName === one.givenName && adult.familyName === one.familyName,
    ),
  );
  assert.equal(both.length, Math.round(staff.length * 0.02));
  assert.ok(phones.length - new Set(phones).size <= both.length);
});

test("names come from many traditions and every address from example.org", async (t) => {
  const roster = await writeAndRead(t, createDistrict({ ...townPlan, students: 2_000, enrollments: 12_000 }));
  const text = roster.text("users.csv");
  for (const mark of ["ñ", "ʻ", "Ł", "ễ", "𠮷", "O'", "al-", "ó", "-", "O’"])
    assert.ok(text.includes(mark), `no name with ${mark}`);
  const users = roster.rows("users.csv");
  assert.ok(users.some((user) => user.givenName === user.familyName));
  for (const { email = "", sms = "", phone = "" } of users) {
    assert.match(email, /^$|^[a-z0-9.]+@(?:[a-z]+\.)?example\.org$/);
    for (const number of [sms, phone]) assert.match(number, /^$|^\d{3}55501\d\d$/);
  }
  assert.ok(users.some((user) => user.role === "student" && user.identifier?.startsWith("000")));
  assert.ok(roster.rows("orgs.csv").every((org) => org.identifier?.startsWith("00")));
});
