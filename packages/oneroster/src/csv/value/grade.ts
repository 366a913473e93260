import { complain, type OpenRow } from "../row/open-row.ts";
import { shownWord } from "./shown-word.ts";
import { textsAt } from "./text-list.ts";

/** CEDS entry grade levels in school order (the 1.1 vocabulary; 1.2 leaves it to agreement). */
export const gradeCodes = [
  "IT",
  "PR",
  "PK",
  "TK",
  "KG",
  "01",
  "02",
  "03",
  "04",
  "05",
  "06",
  "07",
  "08",
  "09",
  "10",
  "11",
  "12",
  "13",
  "PS",
  "UG",
  "Other",
] as const;

const orderOf: ReadonlyMap<string, number> = new Map(gradeCodes.map((code, order) => [code, order]));

/** What student information systems write instead, in lower case (Q050). */
const spellings: ReadonlyMap<string, string> = new Map([
  ...gradeCodes.map((code): [string, string] => [code.toLowerCase(), code]),
  ["infant", "IT"],
  ["toddler", "IT"],
  ["preschool", "PR"],
  ["-2", "PR"],
  ["prek", "PK"],
  ["pre-k", "PK"],
  ["pre k", "PK"],
  ["prekindergarten", "PK"],
  ["pre-kindergarten", "PK"],
  ["p", "PK"],
  ["p3", "PK"],
  ["p4", "PK"],
  ["pk3", "PK"],
  ["pk4", "PK"],
  ["-1", "PK"],
  ["transitional kindergarten", "TK"],
  ["k", "KG"],
  ["kn", "KG"],
  ["kg", "KG"],
  ["kinder", "KG"],
  ["kindergarten", "KG"],
  ["0", "KG"],
  ["00", "KG"],
  ["postsecondary", "PS"],
  ["ungraded", "UG"],
]);

/** Servers that take their words from a list of descriptors write `Second grade`. */
const ordinals: ReadonlyMap<string, string> = new Map(
  [
    ...["first", "second", "third", "fourth", "fifth", "sixth"],
    ...["seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"],
  ].map((word, at) => [`${word} grade`, String(at + 1).padStart(2, "0")]),
);

const numbered = /^(?:grade\s+)?0*(\d{1,2})(?:st|nd|rd|th)?(?:\s+grade)?$/;
const none: readonly string[] = [];

/** The CEDS code of a written grade, or undefined. */
export function readGrade(written: string): string | undefined {
  if (orderOf.has(written)) return written;
  const word = written.trim().toLowerCase();
  const spelt = spellings.get(word) ?? ordinals.get(word);
  if (spelt !== undefined) return spelt;
  const number = numbered.exec(word)?.[1];
  const code = number?.padStart(2, "0");
  return code !== undefined && orderOf.has(code) ? code : undefined;
}

/** The grades in a cell as CEDS codes in school order, each once (Q051). Unknown ones are left out (Q050). */
export function gradesAt(row: OpenRow, at: number): readonly string[] {
  const written = textsAt(row, at);
  if (written.length === 0) return none;
  const codes = new Set<string>();
  for (const grade of written) {
    const code = readGrade(grade);
    if (code === undefined) complain(row, "value.grade.unknown", at, { written: shownWord(grade) });
    else codes.add(code);
  }
  if (codes.size < 2) return [...codes];
  return [...codes].sort((one, other) => (orderOf.get(one) ?? 0) - (orderOf.get(other) ?? 0));
}
