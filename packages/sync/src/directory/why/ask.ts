import assert from "node:assert/strict";
import { type PersonWhy, type WhyAnswer, type WhyWorld, why } from "../why.ts";

/** A district that a test asks about. */
interface AskedDistrict {
  readonly world: WhyWorld;
  readonly districtId: number;
}

/** What else a question asks. */
interface Asked {
  readonly classroom?: string;
  readonly field?: string;
}

/** Asks about somebody or something of a test's district. */
export function ask(district: AskedDistrict, who: string, more: Asked = {}): Promise<WhyAnswer> {
  return why(district.world, { districtId: district.districtId, who, ...more });
}

/** Asks about somebody who is there, once. */
export async function askPerson(district: AskedDistrict, who: string, more: Asked = {}): Promise<PersonWhy> {
  const answer = await ask(district, who, more);
  if (answer.kind === "person") return answer;
  return assert.fail(`${who} is ${answer.kind}`);
}
