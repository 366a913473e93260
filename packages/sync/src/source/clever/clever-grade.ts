/** Clever's words for a grade, beside the numbers "1" to "13", as CEDS codes. */
const codes: ReadonlyMap<string, string> = new Map([
  ["InfantToddler", "IT"],
  ["Preschool", "PR"],
  ["PreKindergarten", "PK"],
  ["TransitionalKindergarten", "TK"],
  ["Kindergarten", "KG"],
  ["PostGraduate", "PS"],
  ["Ungraded", "UG"],
  ["Other", "Other"],
]);

/** The CEDS codes of a grade, none or one. A word that is new is written as it stands: the reader of the files tells. */
export function gradesOf(grade: string): readonly string[] {
  if (grade === "") return [];
  if (/^\d{1,2}$/.test(grade)) return [grade.padStart(2, "0")];
  return [codes.get(grade) ?? grade.replaceAll(",", " ")];
}
