import { isObject, type RestObject } from "../rest/rest-fetch.ts";
import type { FieldKind, FieldRules } from "./fields.ts";

/**
 * What is wrong with an object, a path for each: a field that is missing, that no rule knows, or that holds something
 * else. For tests of a provider; empty where it is as the standard says.
 */
export function mistakesOf(object: unknown, rules: FieldRules): readonly string[] {
  if (!isObject(object)) return ["(no object)"];
  const unknown = Object.keys(object).filter((field) => !Object.hasOwn(rules, field));
  const wrong = Object.entries(rules).flatMap(([field, { holds, isRequired }]) => {
    const value = object[field];
    if (value === undefined) return isRequired ? [`${field} is missing`] : [];
    return fits(value, holds) ? [] : [field];
  });
  return [...unknown, ...wrong];
}

function fits(value: unknown, holds: FieldKind): boolean {
  if (typeof holds !== "string") return typeof value === "string" && holds.includes(value);
  if (holds === "never") return false;
  if (holds === "object") return isObject(value);
  if (holds === "texts") return isListOf(value, (one) => typeof one === "string");
  if (holds === "roles") return isListOf(value, isRole) && Array.isArray(value) && value.length > 0;
  if (holds.startsWith("refs ")) {
    const isLong = holds !== "refs academicSession" || (Array.isArray(value) && value.length > 0);
    return isLong && isListOf(value, (one) => isRef(one, holds.slice(5)));
  }
  if (holds.startsWith("ref ")) return isRef(value, holds.slice(4));
  if (typeof value !== "string") return false;
  if (holds === "date") return /^\d{4}-\d\d-\d\d$/.test(value);
  if (holds === "time") return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
  return holds === "text" || value === "true" || value === "false";
}

function isListOf(value: unknown, isGood: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isGood);
}

function isRef(value: unknown, type: string): boolean {
  return (
    isObject(value) &&
    Object.keys(value).sort().join() === "href,sourcedId,type" &&
    typeof value.href === "string" &&
    URL.canParse(value.href) &&
    typeof value.sourcedId === "string" &&
    value.type === type
  );
}

const roles12 =
  /^(aide|counselor|districtAdministrator|guardian|parent|principal|proctor|relative|siteAdministrator|student|systemAdministrator|teacher|ext:[\w.-]+)$/;

function isRole(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { roleType, role, org }: RestObject = value;
  return (
    (roleType === "primary" || roleType === "secondary") &&
    typeof role === "string" &&
    roles12.test(role) &&
    isRef(org, "org")
  );
}
