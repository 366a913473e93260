import type { allRoutes } from "@muster/api/all-routes.ts";
import { judgeStart } from "@muster/rules/report/set-up/start-steps.ts";
import { allSettings } from "@muster/rules/setting/all-settings.ts";
import { type Operator, signatureOf } from "@muster/sync/access/operator.ts";
import { placeOperator } from "@muster/sync/access/operators.ts";
import { districtsOfLogin } from "@muster/sync/access/session.ts";
import { createDistrict, renameDistrict } from "@muster/sync/directory/districts.ts";
import { setSetting } from "@muster/sync/directory/settings.ts";
import { readStartFacts } from "@muster/sync/directory/start-facts.ts";
import { Fault } from "@muster/sync/fault.ts";
import { ensurePractice, isPractice } from "../../practice/live-practice.ts";
import type { Answers } from "../answer.ts";
import type { HttpWorld } from "../http-world.ts";
import { runWorldOf } from "../source-world-of.ts";

const zoneKey = "district.time-zone";
const yearKey = "district.year-start";

/** Answers about the first run of a district. */
export const answerStart: Answers<(typeof allRoutes)["start"]> = {
  showStart: async ({ world, operator }) => {
    const facts = await readStartFacts(world.db, operator.districtId);
    const steps = judgeStart(facts);
    const mine = await districtsOfLogin(world.db, operator.login);
    const waits = facts.plan !== undefined && facts.plan.state !== "applied";
    return {
      steps: [...steps],
      isDone: steps.every(({ id, state }) => state === "done" || id === "nightly"),
      ...{ zone: facts.zone, zones: zonesToChoose() },
      ...{ yearStart: facts.yearStart, yearStarts: [...yearStartsToChoose()] },
      source: facts.source?.sourceId ?? null,
      planHash: waits ? (facts.plan?.hash ?? null) : null,
      practice: mine.find(isPractice)?.districtId ?? null,
    };
  },
  nameDistrict: async ({ world, operator, body }) => {
    assertWords(body);
    await renameDistrict(world.db, operator.districtId, body.name);
    await keepWords(world, operator.districtId, body, operator);
    return { isDone: true };
  },
  createDistrict: async ({ world, operator, body }) => {
    assertWords(body);
    const { districtId } = await createDistrict(world.db, body.name);
    await keepWords(world, districtId, body, operator);
    await ensurePlace(world, operator, districtId);
    return { districtId };
  },
  makePractice: async ({ world, operator }) => {
    const mine = await districtsOfLogin(world.db, operator.login);
    const { districtId } = await ensurePractice(runWorldOf(world), signatureOf(operator), mine);
    await ensurePlace(world, operator, districtId);
    return { districtId };
  },
};

function zonesToChoose(): string[] {
  return allSettings[zoneKey].expects.split(/,| or /).flatMap((zone) => zone.trim() || []);
}

function yearStartsToChoose(): readonly { readonly word: string; readonly label: string }[] {
  const { form } = allSettings[yearKey];
  return form.is === "choice" ? form.words : [];
}

/** What a district is told of itself when it is made or named. */
interface DistrictWords {
  readonly zone: string;
  readonly yearStart?: string | undefined;
}

/** @throws Fault `setting.value.invalid`: before a district is made or named, not after */
function assertWords({ zone, yearStart }: DistrictWords): void {
  const { parse, expects } = allSettings[zoneKey];
  if (parse(zone) === undefined)
    throw new Fault("setting.value.invalid", "never", "there is no such time zone", {
      ...{ key: zoneKey, expects },
    });
  const year = allSettings[yearKey];
  if (yearStart !== undefined && year.parse(yearStart) === undefined)
    throw new Fault("setting.value.invalid", "never", "no school year begins in this month", {
      ...{ key: yearKey, expects: year.expects },
    });
}

async function keepWords(
  { db }: HttpWorld,
  districtId: number,
  { zone, yearStart }: DistrictWords,
  operator: Operator,
): Promise<void> {
  await setSetting(db, districtId, zoneKey, zone, signatureOf(operator));
  if (yearStart !== undefined) await setSetting(db, districtId, yearKey, yearStart, signatureOf(operator));
}

/** Whoever makes a district owns it; with the practice district it is whoever asked first, and everybody after. */
async function ensurePlace(world: HttpWorld, operator: Operator, districtId: number): Promise<void> {
  const mine = await districtsOfLogin(world.db, operator.login);
  if (mine.some((one) => one.districtId === districtId)) return;
  const who = { name: operator.name, email: operator.email, role: "owner", schoolIds: [] } as const;
  await world.db.session(districtId, (session) =>
    session.write((tx) =>
      placeOperator(tx, districtId, operator.login, who, signatureOf(operator), world.now()),
    ),
  );
}
