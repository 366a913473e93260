import { randomUUID } from "node:crypto";
import type { DistrictPlan } from "../../district.ts";
import { type SignatureMethod, signature, signatureBase } from "./oauth1.ts";
import type { OneRosterVersion } from "./record-source.ts";

/** Small enough to be read to the end in every test. */
export const villagePlan: DistrictPlan = {
  seed: 7,
  schools: 4,
  students: 150,
  guardians: 170,
  staff: 30,
  classes: 70,
  enrollments: 900,
  startYear: 2026,
};

type Json = Readonly<Record<string, unknown>>;

/** What an answer said, its body parsed. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

/** Asks an address. Anything that is not a JSON object throws. */
export async function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const answer = await fetch(url, { headers, redirect: "manual" });
  const body: unknown = JSON.parse(await answer.text());
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new Error("not an object");
  return { status: answer.status, headers: answer.headers, body: { ...body } };
}

/** Objects of an answer's list. */
export function rowsOf(body: Json, key: string): Json[] {
  const rows = body[key];
  if (!Array.isArray(rows)) throw new Error(`no list ${key}`);
  return rows;
}

/** Reads a listing to its end: as many rows as came are added to the offset. */
export async function walk(
  url: string,
  key: string,
  headersFor: (url: string) => Readonly<Record<string, string>> = () => ({}),
  limit = 500,
): Promise<Json[]> {
  const rows: Json[] = [];
  for (;;) {
    const page = `${url}?limit=${limit}&offset=${rows.length}&sort=sourcedId&orderBy=asc`;
    const { body, headers, status } = await ask(page, headersFor(page));
    if (status !== 200) throw new Error(`status ${status}`);
    const more = rowsOf(body, key);
    rows.push(...more);
    const total = headers.get("x-total-count");
    if (more.length === 0 || rows.length >= Number(total ?? Number.NaN)) return rows;
  }
}

/** Signs a GET as a consumer of OAuth 1.0a does. */
export function signed(
  url: string,
  consumer: { readonly key: string; readonly secret: string },
  changed: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { origin, pathname, searchParams } = new URL(url);
  const method: SignatureMethod =
    changed.oauth_signature_method === "HMAC-SHA1" ? "HMAC-SHA1" : "HMAC-SHA256";
  const params = {
    oauth_consumer_key: consumer.key,
    oauth_signature_method: method,
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: randomUUID(),
    oauth_version: "1.0",
    ...changed,
  };
  const text = signatureBase("GET", origin + pathname, [...Object.entries(params), ...searchParams]);
  const all = { ...params, oauth_signature: signature(method, consumer.secret, text) };
  const fields = Object.entries(all).map(([name, value]) => `${name}="${encodeURIComponent(value)}"`);
  return { authorization: `OAuth ${fields.join(", ")}` };
}

/** What a field must be. `?` after it: may be missing. */
type Rule =
  | "text"
  | "date"
  | "time"
  | "flag"
  | "texts"
  | `ref ${string}`
  | `refs ${string}`
  | readonly string[];
type Rules = Readonly<Record<string, Rule | { readonly maybe: Rule } | { readonly each: Rules }>>;

const maybe = (rule: Rule) => ({ maybe: rule });
const everyObject: Rules = {
  sourcedId: "text",
  status: ["active", "tobedeleted"],
  dateLastModified: "time",
};
const roles11 = ["administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher"];
const roles12 = [
  "aide",
  "counselor",
  "districtAdministrator",
  "guardian",
  "parent",
  "principal",
  "proctor",
  "relative",
  "siteAdministrator",
  "student",
  "systemAdministrator",
  "teacher",
];
const org: Rules = {
  ...everyObject,
  name: "text",
  type: ["department", "district", "local", "national", "school", "state"],
  identifier: "text",
  parent: maybe("ref org"),
  children: maybe("refs org"),
};
const academicSession: Rules = {
  ...everyObject,
  title: "text",
  startDate: "date",
  endDate: "date",
  type: ["gradingPeriod", "semester", "schoolYear", "term"],
  schoolYear: "text",
  parent: maybe("ref academicSession"),
  children: maybe("refs academicSession"),
};
const course: Rules = {
  ...everyObject,
  title: "text",
  courseCode: "text",
  schoolYear: maybe("ref academicSession"),
  grades: maybe("texts"),
  subjects: maybe("texts"),
  subjectCodes: maybe("texts"),
  org: maybe("ref org"),
};
const cls: Rules = {
  ...everyObject,
  title: "text",
  classCode: maybe("text"),
  classType: maybe(["homeroom", "scheduled"]),
  location: maybe("text"),
  grades: maybe("texts"),
  subjects: maybe("texts"),
  subjectCodes: maybe("texts"),
  periods: maybe("texts"),
  course: "ref course",
  school: "ref org",
  terms: "refs academicSession",
};
const enrollment: Rules = {
  ...everyObject,
  user: "ref user",
  class: "ref class",
  school: "ref org",
  role: ["administrator", "proctor", "student", "teacher"],
  primary: maybe("flag"),
  beginDate: maybe("date"),
  endDate: maybe("date"),
};
const person: Rules = {
  ...everyObject,
  enabledUser: "flag",
  givenName: "text",
  familyName: "text",
  middleName: maybe("text"),
  identifier: maybe("text"),
  email: maybe("text"),
  sms: maybe("text"),
  phone: maybe("text"),
  agents: maybe("refs user"),
  grades: maybe("texts"),
  userIds: maybe("texts"),
};
const user11: Rules = {
  ...person,
  username: "text",
  role: roles11,
  orgs: "refs org",
  password: maybe("text"),
};
const user12: Rules = {
  ...person,
  username: maybe("text"),
  preferredFirstName: maybe("text"),
  preferredMiddleName: maybe("text"),
  preferredLastName: maybe("text"),
  pronouns: maybe("text"),
  primaryOrg: maybe("ref org"),
  roles: { each: { roleType: ["primary", "secondary"], role: roles12, org: "ref org" } },
  userProfiles: maybe("texts"),
};
const demographics: Rules = { ...everyObject, birthDate: maybe("date") };

/** Fields by key of an answer's list: what is required and what may be there. Nothing else may. */
export function rulesOf(key: string, version: OneRosterVersion): Rules {
  const rules: Readonly<Record<string, Rules>> = {
    orgs: org,
    academicSessions: academicSession,
    courses: course,
    classes: cls,
    enrollments: enrollment,
    users: version === "1.1" ? user11 : user12,
    demographics,
  };
  const found = rules[key];
  if (found === undefined) throw new Error(`no rules for ${key}`);
  return found;
}

/** What is wrong with an object, field by field. */
export function mistakesOf(record: Json, rules: Rules): string[] {
  const mistakes = Object.keys(record).filter((field) => rules[field] === undefined);
  for (const [field, rule] of Object.entries(rules)) {
    const value = record[field];
    if (typeof rule === "object" && "each" in rule) {
      if (!Array.isArray(value) || value.length === 0) mistakes.push(field);
      else for (const one of value) mistakes.push(...mistakesOf(one, rule.each));
    } else if (typeof rule === "object" && "maybe" in rule) {
      if (value !== undefined && !fits(value, rule.maybe)) mistakes.push(field);
    } else if (!fits(value, rule)) mistakes.push(field);
  }
  return mistakes;
}

function fits(value: unknown, rule: Rule): boolean {
  if (typeof rule !== "string") return typeof value === "string" && rule.includes(value);
  if (rule === "texts") return Array.isArray(value);
  if (rule.startsWith("refs "))
    return Array.isArray(value) && value.every((one) => isRef(one, rule.slice(5)));
  if (rule.startsWith("ref ")) return isRef(value, rule.slice(4));
  if (typeof value !== "string") return false;
  if (rule === "date") return /^\d{4}-\d\d-\d\d$/.test(value);
  if (rule === "time") return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
  return rule === "text" || value === "true" || value === "false";
}

function isRef(value: unknown, type: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  const ref = { href: undefined, sourcedId: undefined, type: undefined, ...value };
  return (
    Object.keys(ref).length === 3 &&
    typeof ref.href === "string" &&
    typeof ref.sourcedId === "string" &&
    ref.type === type
  );
}
