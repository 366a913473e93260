import type { WordsOf } from "./words.ts";

/** What is said of schools as Muster holds them, beside those that the files list. */
export const schoolWords: WordsOf<"school"> = {
  "school.link.missing": {
    what: (t) =>
      t.count > 1
        ? `${t.count} schools in ${t.files} are not linked to schools in Muster`
        : `${t.quoted("name", 40)} is not linked to a school in Muster`,
    did: "Muster takes in nobody of such a school.",
    cause: (t) =>
      t.fact("suggestion") === ""
        ? "The district chose which schools take part; this one is not among them."
        : `There is a school that looks the same: ${t.quoted("suggestion", 60)}.`,
    fix: "If the school should take part, link it: npx muster school link. To see all: npx muster school list",
    owner: "district",
    sample: { name: "Riverside Middle School", suggestion: "Riverside Middle" },
  },
  "school.files.none": {
    what: () => "No school in these files takes part, so nobody was taken in",
    did: "Nothing was changed.",
    cause: (t) =>
      t.amount("schools") > 0
        ? "The files list schools, but none of them is linked to a school in Muster."
        : "No row of orgs.csv has the type school.",
    fix: (t) =>
      t.amount("schools") > 0
        ? "See them with npx muster school list, and link those that take part: npx muster school link"
        : "Ask for the word school in the column type of orgs.csv. If that cannot be had: npx muster school add, then npx muster school link with the ID from orgs.csv.",
    owner: "district",
    sample: { orgs: 3, schools: 0 },
  },
  "school.org.absent": {
    what: (t) =>
      t.count > 1
        ? `${t.count} of your schools are not in today's ${t.file}`
        : `${t.quoted("name", 40)} is not in today's ${t.file}`,
    did: "The school and everybody in it stay as they are.",
    cause: "The school is no longer chosen in the export, or its ID has changed.",
    fix: "If it got a new ID, link that one: npx muster school link. If it is closed, unlink it: npx muster school unlink",
    owner: "sender",
    vendor: (t) =>
      `The school ${t.sourcedId} is no longer in ${t.file}. Was it taken out of the export, or did its sourcedId change?`,
    sample: { name: "Riverside Middle School" },
  },
};
