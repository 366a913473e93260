import { createHash } from "node:crypto";
import type { CleverUser } from "./objects.ts";

/**
 * What a contact looks like, in prints too short to be turned back into a person: 18 bits of a hash each, 30 of a
 * student's id. They tell two contacts of one student apart, and that is all they are for. "..." stands for nothing.
 */
export interface ContactPrint {
  readonly name: string;
  /** Of the first and of the last word of the name. */
  readonly firstWord: string;
  readonly lastWord: string;
  readonly phone: string;
  readonly email: string;
  readonly students: readonly string[];
}

export const blankPrint = "...";
export const printLength = 3;
export const studentPrintLength = 5;

/** The print of a contact and of the students whose contact it is. */
export function contactPrint(user: CleverUser, students: readonly string[]): ContactPrint {
  const { name, phone, email } = normalContact(user);
  const words = name.split(" ");
  return {
    name: printOf("name", name),
    firstWord: printOf("word", words[0] ?? ""),
    lastWord: printOf("word", words.at(-1) ?? ""),
    phone: printOf("phone", phone),
    email: printOf("email", email),
    students: students.map((id) => digest(`student\n${id}`).slice(0, studentPrintLength)).sort(),
  };
}

/**
 * The id of a contact to which the district's system gives none: made of name, phone, e-mail and the first of the
 * students, so that the same contact has the same id wherever it is read. `nth` tells two apart that would have one.
 */
export function madeContactId(user: CleverUser, students: readonly string[], nth: number): string {
  const { name, phone, email } = normalContact(user);
  const first = [...students].sort()[0] ?? "";
  return digest(["contact", name, phone, email, first, String(nth)].join("\n")).slice(0, contactIdLength);
}

export const contactIdLength = 16;

/** One spelling: capitals, accents, signs and the grouping of a number are no change of a contact. */
function normalContact(user: CleverUser): {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
} {
  const { first, middle, last } = user.name;
  const name = [first, middle, last]
    .join(" ")
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
  const digits = (user.contact?.phone ?? "").replace(/\D+/g, "");
  const phone = digits.length === 11 && digits.startsWith("1") ? digits.slice(1) : digits;
  return { name, phone, email: user.email.normalize("NFC").toLowerCase() };
}

function printOf(kind: string, text: string): string {
  return text === "" ? blankPrint : digest(`${kind}\n${text}`).slice(0, printLength);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
