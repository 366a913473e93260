import assert from "node:assert/strict";
import { test } from "node:test";
import { addOperator, changeOperator } from "../access/operators.ts";
import { addRecipient } from "../directory/notice-recipients.ts";
import { showPlan } from "../directory/plan/show-plan.ts";
import { setSetting } from "../directory/settings.ts";
import { Fault } from "../fault.ts";
import { type Approval, approvePlan } from "./approve-plan.ts";
import { findPlan } from "./plan-row.ts";
import { type Roster, smallRoster, student, type TestDistrict, withTestDistrict } from "./test-district.ts";
import { undoRun } from "./undo-run.ts";

const left = ["s1", "s2", "s3", "s4", "s5", "s6"];
const monday: Roster = {
  ...smallRoster,
  users: [...smallRoster.users, ...left.map((id) => student(id, "S1", id.toUpperCase(), "Sorrel"))],
};
/** Six of Oak's eight students are gone. */
const tuesday: Roster = {
  ...monday,
  users: monday.users.filter((row) => !left.includes(row.sourcedId ?? "")),
};

function approve({ world, districtId }: TestDistrict, hash: string, reason: string, more: Partial<Approval>) {
  const word = { districtId, hash, operator: "olga", approve: true, reason };
  return approvePlan(world, { ...word, confirmed: left.length, ...more });
}

const refusedBy = (code: string) => (error: unknown) => error instanceof Fault && error.code === code;

async function heldTuesday(district: TestDistrict): Promise<string> {
  await district.sync(monday);
  district.pass();
  return (await district.sync(tuesday)).plan?.hash ?? "";
}

const activeAt = ({ one }: TestDistrict, school: string) =>
  one<{ students: number }>(
    `select count(*) as students from role_record r join school s using (district_id, school_id)
      where r.district_id = $1 and r.role = 'student' and r.status = 'active' and s.name = $2`,
    school,
  ).then((row) => row?.students);

/** Two who sign in and may approve, so that a second person can be asked for. */
async function askForTwo({ db, districtId }: TestDistrict, policy: string): Promise<void> {
  for (const name of ["olga", "ivan"])
    await db.session(districtId, (session) =>
      session.write(async (tx) => {
        const who = { name, email: `${name}@office.example.org`, role: "owner", schoolIds: [] } as const;
        const { operatorId } = await addOperator(tx, districtId, who, "test", new Date());
        await tx.query("update operator set state = 'active' where district_id = $1 and operator_id = $2", [
          ...[districtId, operatorId],
        ]);
      }),
    );
  await setSetting(db, districtId, "approval.second-person", policy, "olga");
}

const olga = { person: "login:olga@office.example.org" };
const ivan = { operator: "ivan", person: "login:ivan@office.example.org" };

test("where two people approve, the first word is kept, counts once, and the second one lets it happen", () =>
  withTestDistrict(async (district) => {
    const { db, districtId, world } = district;
    await assert.rejects(
      setSetting(db, districtId, "approval.second-person", "large", "olga"),
      refusedBy("setting.approvers.needed"),
    );
    await askForTwo(district, "large");
    const kim = {
      kind: "mail",
      address: "kim@office.example.org",
      kinds: [],
      allowsPrivateHosts: false,
    } as const;
    const at = world.now().toISOString();
    await addRecipient(db, world.keys, { districtId, at, operator: "olga", ...kim });
    const hash = await heldTuesday(district);
    const told = async () =>
      (
        await district.one<{ kinds: string[] }>(
          `select array_agg(kind || ': ' || (message->>'subject') order by notice_id) as kinds
           from notice_outbox where district_id = $1 and kind <> 'held'`,
        )
      )?.kinds ?? [];
    const first = await approve(district, hash, "the wing has closed", olga);
    const wanted = [`second: [Test Schools] Second approval wanted: 6 changes, nothing of them done`];
    assert.deepEqual(await told(), wanted, "in the transaction that keeps the word");
    assert.deepEqual([first.outcome, first.lacks, first.applied, first.held], ["held", "removals", 0, 6]);
    assert.equal(await activeAt(district, "Oak Elementary"), 8);
    for (const who of [olga, { ...olga, operator: "Olga O." }])
      await assert.rejects(approve(district, hash, "I mean it", who), refusedBy("plan.second.needed"));
    // An account of the machine may be olga herself, so its word is kept beside hers and lets nothing happen.
    assert.equal((await approve(district, hash, "I am root", { operator: "olga" })).lacks, "removals");
    const shown = await db.session(districtId, (session) =>
      session.read(async (tx) =>
        showPlan(tx, districtId, (await findPlan(tx, districtId, hash)).planId, null),
      ),
    );
    assert.deepEqual(
      shown.words.map(({ by, reason, changes }) => [by, reason, changes]),
      [
        ["olga", "the wing has closed", 6],
        ["olga", "I am root", 6],
      ],
    );
    const rewritten = db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query("update plan_word set person = 'login:x' where district_id = $1", [districtId]),
      ),
    );
    await assert.rejects(rewritten, "the application itself cannot rewrite who approved");
    await setSetting(db, districtId, "approval.second-person", "off", "olga");
    await assert.rejects(
      approve(district, hash, "then without", olga),
      refusedBy("plan.second.needed"),
      "a plan made under it stays under it",
    );
    const second = await approve(district, hash, "confirmed by the principal", ivan);
    assert.deepEqual([second.outcome, second.applied, second.lacks], ["applied", 6, undefined]);
    assert.deepEqual(
      await told(),
      wanted,
      "two words of the first are one mail; what was never sent has no end",
    );
    assert.equal(await activeAt(district, "Oak Elementary"), 2);
    const log = await district.one<{ acts: string[] }>(
      "select array_agg(act order by ordinal) as acts from audit where district_id = $1",
    );
    assert.deepEqual(log?.acts, ["plan.approve.first", "plan.approve.first"]);
    await setSetting(db, districtId, "approval.second-person", "held", "olga");
    const run = second.run;
    const undo = await undoRun(world, { districtId, runId: run, operator: "olga", applies: true });
    assert.deepEqual([undo.outcome, undo.applied], ["applied", 6], "six who come back are not held");
    const gone = await db.session(districtId, (session) =>
      session
        .write((tx) => changeOperator(tx, districtId, 2, { isRemoved: true }, "olga", new Date()))
        .catch((error: unknown) => error),
    );
    assert.ok(refusedBy("access.approver.last")(gone));
  }));

test("an undo that takes a school's students away waits for a second person as any plan does", () =>
  withTestDistrict(async (district) => {
    const { run } = await district.sync(monday);
    await askForTwo(district, "large");
    const { world, districtId } = district;
    const undo = await undoRun(world, { districtId, runId: run, operator: "root", applies: true });
    assert.deepEqual([undo.outcome, undo.lacks, undo.applied], ["held", "removals", 0]);
    assert.equal(await activeAt(district, "Oak Elementary"), 8);
    const hash = undo.plan?.hash ?? "";
    const second = await approve(district, hash, "it was the wrong year", { operator: "toor" });
    assert.equal(second.outcome, "applied");
    assert.equal(await activeAt(district, "Oak Elementary"), 0);
  }));
