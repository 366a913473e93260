import { createHash } from "node:crypto";
import type { CleverUser } from "./objects.ts";

/**
 * What a contact looks like, in prints too short to be turned back into a person: 18 bits each, 30 of a student's id.
 * They tell two contacts of one student apart, and that is all they are for. "..." stands for nothing.
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
export function contactPrint(
  { name, phone, email }: NormalContact,
  students: readonly string[],
): ContactPrint {
  const words = name.split(" ");
  return {
    name: printOf("name", name),
    firstWord: printOf("word", words[0] ?? ""),
    lastWord: printOf("word", words.at(-1) ?? ""),
    phone: printOf("phone", phone),
    email: printOf("email", email),
    students: students.map((id) => shortPrint(`student\n${id}`, studentPrintLength)).sort(),
  };
}

/**
 * The id of a contact to which the district's system gives none: made of name, phone, e-mail and the first of the
 * students, so that the same contact has the same id wherever it is read. `nth` tells two apart that would have one.
 */
export function madeContactId(
  { name, phone, email }: NormalContact,
  students: readonly string[],
  nth: number,
): string {
  const first = [...students].sort()[0] ?? "";
  const text = ["contact", name, phone, email, first, String(nth)].join("\n");
  return createHash("sha256").update(text).digest("base64url").slice(0, contactIdLength);
}

export const contactIdLength = 16;

export interface NormalContact {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
}

/** One spelling: capitals, accents, signs and the grouping of a number are no change of a contact. */
export function normalContact(user: CleverUser): NormalContact {
  const { first, middle, last } = user.name;
  const name = normalName([first, middle, last].join(" "));
  const digits = (user.contact?.phone ?? "").replace(/\D+/g, "");
  const phone = digits.length === 11 && digits.startsWith("1") ? digits.slice(1) : digits;
  return { name, phone, email: user.email.normalize("NFC").toLowerCase() };
}

function normalName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** A number for a family name, the same for all spellings of it; 0 for none. Two names share one by great chance only. */
export function familyMark(familyName: string): number {
  const name = normalName(familyName);
  return name === "" ? 0 : mixed(`family\n${name}`) >>> 0;
}

function printOf(kind: string, text: string): string {
  return text === "" ? blankPrint : shortPrint(`${kind}\n${text}`, printLength);
}

const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Six bits a sign, of FNV-1a with a last mixing: spread well, made fast, and not meant to keep a secret. */
function shortPrint(text: string, length: number): string {
  const bits = mixed(text);
  let print = "";
  for (let sign = 0; sign < length; sign += 1) print += signs.charAt((bits >>> (sign * 6)) & 63);
  return print;
}

function mixed(text: string): number {
  let bits = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  return bits ^ (bits >>> 13);
}
