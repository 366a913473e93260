import assert from "node:assert/strict";
import { test } from "node:test";
import { createPerson } from "./create-person.ts";
import { createSchool } from "./create-school.ts";
import { linkSchool } from "./link-school.ts";
import { type Roster, smallRoster, type TestDistrict, withCells, withTestDistrict } from "./test-district.ts";

const mia = { givenName: "Mia", familyName: "Alder", email: "mia@home.example.org", mobile: "2125550101" };

/** Mia's row says the same of her as whoever typed her in by hand. */
const roster: Roster = {
  ...smallRoster,
  users: withCells(smallRoster.users, "mia", { email: "MIA@home.example.org", sms: "(212) 555-0101" }),
};

async function typedIn(district: TestDistrict, times: number): Promise<readonly number[]> {
  const { world, districtId, sourceId } = district;
  const request = { districtId, operator: "olga" };
  const ids: number[] = [];
  const { schoolId } = await createSchool(world, { ...request, name: "Oak Elementary" });
  for (let time = 0; time < times; time += 1) {
    const made = await createPerson(world, { ...request, role: "guardian", schoolId, fields: mia });
    ids.push(made.personId ?? 0);
  }
  await linkSchool(world, { ...request, sourceId, sourcedId: "S1", school: String(schoolId) });
  return ids;
}

const mias = ({ one }: TestDistrict) =>
  one<{ people: number[]; guards: number[]; roles: string[] }>(
    `select (select array_agg(person_id order by person_id) from person where district_id = $1 and given_name = 'Mia') as people,
            (select array_agg(guardian_id) from guardianship where district_id = $1 and status = 'active') as guards,
            (select array_agg(r.origin) from role_record r join person p using (district_id, person_id)
              where r.district_id = $1 and p.given_name = 'Mia') as roles`,
  );

test("a mother who was typed in by hand keeps her account when the roster brings her with the same name, e-mail and phone", () =>
  withTestDistrict(async (district) => {
    const [id] = await typedIn(district, 1);
    await district.sync(roster);
    assert.deepEqual(await mias(district), { people: [id], guards: [id], roles: ["manual"] });
    district.pass();
    const again = await district.sync({ ...roster, users: [...roster.users].reverse() });
    assert.equal(again.applied, 0);
  }));

test("of two mothers typed in alike neither is guessed at: the roster's becomes a third", () =>
  withTestDistrict(async (district) => {
    const ids = await typedIn(district, 2);
    await district.sync(roster);
    const found = await mias(district);
    assert.equal(found?.people.length, 3);
    assert.ok(!ids.includes(found?.guards[0] ?? 0));
  }));
