/** The version of Clever's Data API that is spoken; 3.1 has a few fields more. */
export type CleverVersion = "v3.0" | "v3.1";

/** An object as Clever writes it in JSON. */
export type CleverObject = Readonly<Record<string, unknown>> & { readonly id: string };

/** A grade in Clever's words. */
export function cleverGrade(grade: number): string {
  return grade === 0 ? "Kindergarten" : String(grade);
}

const subjectWords: readonly (readonly [RegExp, string])[] = [
  [/homeroom|advisory/i, "homeroom/advisory"],
  [/english|reading|library/i, "english/language arts"],
  [/math/i, "math"],
  [/computer|computing|shop/i, "technology and engineering"],
  [/physical/i, "PE and health"],
  [/social/i, "social studies"],
  [/science|garden/i, "science"],
  [/language|spanish|bizaad/i, "language"],
  [/art|music|drama|stages/i, "arts and music"],
];

/** The nearest of Clever's twelve subjects. */
export function cleverSubject(title: string): string {
  return subjectWords.find(([pattern]) => pattern.test(title))?.[1] ?? "other";
}
