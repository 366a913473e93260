import { mix } from "./random.ts";

/** How an information system writes its ids: `S-0000401`, a UUID, or `stu.10401`. */
export type IdStyle = "short" | "uuid" | "numbered";

/** A style and what makes the ids of one system differ from those of another. */
export interface IdScheme {
  readonly style: IdStyle;
  readonly salt: number;
}

/** What an id is for. */
export type IdKind =
  | "district"
  | "school"
  | "session"
  | "course"
  | "student"
  | "guardian"
  | "staff"
  | "class"
  | "enrollment"
  | "role";

interface KindMarks {
  readonly short: string;
  readonly numbered: string;
  /** Digits after the short mark, leading zeros included. */
  readonly digits: number;
  readonly salt: number;
}

const marks: Readonly<Record<IdKind, KindMarks>> = {
  district: { short: "D-", numbered: "lea.", digits: 3, salt: 1 },
  school: { short: "", numbered: "sch.", digits: 4, salt: 2 },
  session: { short: "Y-", numbered: "ses.", digits: 5, salt: 3 },
  course: { short: "CR-", numbered: "crs.", digits: 6, salt: 4 },
  student: { short: "S-", numbered: "stu.", digits: 7, salt: 5 },
  guardian: { short: "G-", numbered: "con.", digits: 7, salt: 6 },
  staff: { short: "T-", numbered: "stf.", digits: 7, salt: 7 },
  class: { short: "C-", numbered: "sec.", digits: 7, salt: 8 },
  enrollment: { short: "E-", numbered: "enr.", digits: 8, salt: 9 },
  role: { short: "R-", numbered: "rol.", digits: 8, salt: 10 },
};

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Four hexadecimal digits. */
function hex(bits: number): string {
  return `${hexOfByte[(bits >>> 8) & 255]}${hexOfByte[bits & 255]}`;
}

/** A version 4 UUID that always is the same for the same seed and key. */
function uuid(seed: number, key: number): string {
  const a = mix(seed, key);
  const b = mix(a ^ 0x2545f491, key);
  const c = mix(b ^ 0x4f6cdd1d, key);
  const d = mix(c ^ 0x1b56c4e9, key);
  const version = hex((b & 0x0fff) | 0x4000);
  const variant = hex((c & 0x3fff) | 0x8000);
  return `${hex(a >>> 16)}${hex(a)}-${hex(b >>> 16)}-${version}-${variant}-${hex(c >>> 16)}${hex(d >>> 16)}${hex(d)}`;
}

/** The scheme of a district's first information system. */
export function createIdScheme(style: IdStyle, seed: number): IdScheme {
  return { style, salt: mix(seed, 0x1d) };
}

/** The scheme of the system that replaces it: always another style, so no id stays what it was. */
export function replaceIdScheme(scheme: IdScheme, seed: number): IdScheme {
  return { style: scheme.style === "uuid" ? "numbered" : "uuid", salt: mix(scheme.salt, seed) };
}

/** Writes ids of one kind: key in, sourcedId out. */
export function idWriter(scheme: IdScheme, kind: IdKind): (key: number) => string {
  const { short, numbered, digits, salt } = marks[kind];
  switch (scheme.style) {
    case "short":
      return (key) => short + String(key).padStart(digits, "0");
    case "uuid": {
      const seed = mix(scheme.salt, salt);
      return (key) => uuid(seed, key);
    }
    case "numbered": {
      const offset = 10_000 + (mix(scheme.salt, salt) % 90_000);
      return (key) => numbered + (key + offset);
    }
    default:
      return scheme.style satisfies never;
  }
}
