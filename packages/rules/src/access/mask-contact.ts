/** The fields of a person by which they can be reached or sign in. */
export const contactFields = ["email", "mobile", "homePhone", "username"] as const;

/** One of them. */
export type ContactField = (typeof contactFields)[number];

/** Whether a field of this name says how to reach somebody. */
export function isContactField(field: string): field is ContactField {
  return contactFields.some((one) => one === field);
}

/**
 * A value as somebody sees it who has no business with reaching the person: enough to tell two apart on the phone,
 * too little to write or call (security 4.1 row 11). `mia@home.example.org` is `m…@home.example.org`, a number its last
 * two digits, anything else its first letter.
 */
export function maskContact(field: ContactField, value: string): string {
  if (value === "") return "";
  const at = value.lastIndexOf("@");
  if (at > 0) return `${first(value)}…${value.slice(at)}`;
  return field === "mobile" || field === "homePhone" ? `… ${value.slice(-2)}` : `${first(value)}…`;
}

/** @NOTE Not `value[0]`: half of a letter outside the first plane of Unicode is none. */
function first(value: string): string {
  return [...value][0] ?? "";
}
