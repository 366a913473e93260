import { nothingChanged, type Words } from "./words.ts";

/** What is said where somebody names a record that is not there, or not clear. Keyed by the code of the fault. */
export const directoryFaultWords: Readonly<Record<string, Words>> = {
  "school.name.unknown": {
    what: (t) => `There is no school ${t.quoted("name", 40)}`,
    did: nothingChanged,
    cause: "The name or number is mistyped, or the school belongs to another district.",
    fix: "See which schools there are: npx muster school list",
    owner: "operator",
    sample: { name: "Lincon" },
  },
  "school.name.ambiguous": {
    what: (t) => `Several schools are called ${t.quoted("name", 40)}`,
    did: nothingChanged,
    cause: "Two schools of the district have the same name.",
    fix: (t) => `Give the number instead of the name: ${t.fact("ids")}.`,
    owner: "operator",
    sample: { name: "Lincoln", ids: "4, 17" },
  },
  "school.link.none": {
    what: (t) => `Nothing of the source feeds ${t.quoted("name", 40)}`,
    did: nothingChanged,
    cause: "The school was made by hand, or its link was taken away.",
    fix: "Link it first: npx muster school link <school> <sourcedId>",
    owner: "district",
    sample: { name: "Lincoln", source: 1 },
  },
  "school.name.taken": {
    what: (t) =>
      t.fact("name") === ""
        ? "A school needs a name"
        : `There is already a school called ${t.quoted("name", 40)}`,
    did: nothingChanged,
    cause:
      "Schools without a name, or two of one name, could not be told apart. Capitals make no difference.",
    fix: "Choose another name, or use the school that is there: npx muster school list",
    owner: "operator",
    sample: { name: "Lincoln" },
  },
  "classroom.name.unknown": {
    what: (t) => `There is no class ${t.quoted("name", 40)}`,
    did: nothingChanged,
    cause: "The name or number is mistyped, or the class belongs to another district.",
    fix: "Give the name as the school's list has it, or the number of the class.",
    owner: "operator",
    sample: { name: "4B Mth" },
  },
  "classroom.name.ambiguous": {
    what: (t) => `Several classes are called ${t.quoted("name", 40)}`,
    did: nothingChanged,
    cause: "Classes of different schools or terms may have the same name.",
    fix: (t) => `Give the number instead of the name: ${t.fact("ids")}.`,
    owner: "operator",
    sample: { name: "4B Math", ids: "204, 1780" },
  },
  "classroom.id.unknown": {
    what: (t) => `There is no class with the number ${t.label("classroom")} in this district`,
    did: nothingChanged,
    cause: "The number is mistyped, or the class belongs to another district.",
    fix: "Check the number.",
    owner: "operator",
    sample: { classroom: 204 },
  },
  "why.field.unknown": {
    what: (t) => `There is no field called ${t.quoted("field", 40)}`,
    did: nothingChanged,
    cause: "The name of the field is mistyped, or Muster does not hold it.",
    fix: (t) => `Choose one of: ${t.fact("known")}`,
    owner: "operator",
    sample: { field: "mail", known: "givenName, familyName, email" },
  },
  "school.id.unknown": {
    what: (t) => `There is no school with the number ${t.label("school")} in this district`,
    did: nothingChanged,
    cause: "The number is mistyped, or the school belongs to another district.",
    fix: "Check the number.",
    owner: "operator",
    sample: { school: 12 },
  },
  "person.id.unknown": {
    what: (t) => `There is no person with the number ${t.label("person")} in this district`,
    did: nothingChanged,
    cause: "The number is mistyped, or the person belongs to another district.",
    fix: "Check the number.",
    owner: "operator",
    sample: { person: 1204 },
  },
  "link.sourced-id.unknown": {
    what: (t) => `Nothing is linked to the ID ${t.quoted("sourcedId", 40)}`,
    did: nothingChanged,
    cause: "The ID is mistyped, or its link was taken away before. Leading zeros and capitals count.",
    fix: "See which IDs are linked: npx muster school list. Of a class: npx muster why with its title",
    owner: "operator",
    sample: { sourcedId: "42" },
  },
  "link.sourced-id.ambiguous": {
    what: (t) => `The source calls several records ${t.quoted("sourcedId", 40)}`,
    did: nothingChanged,
    cause: (t) => `It is no ID of one record alone. Their own IDs are: ${t.quoted("ids", 120)}.`,
    fix: "Give the source's own ID of the one that is meant.",
    owner: "operator",
    sample: { sourcedId: "301-3", ids: "60ec71ed0c0ffee0000000e1, 60ec71ed0c0ffee0000000e2" },
  },
  "link.sourced-id.taken": {
    what: (t) => `The ID ${t.quoted("sourcedId", 24)} is already linked to something else`,
    did: nothingChanged,
    cause: (t) => `It stands for ${t.quoted("name", 60)} (number ${t.label("record")}).`,
    fix: "Take that link away first, if the other record should no longer follow this ID: npx muster school unlink, or npx muster classroom unlink",
    owner: "operator",
    sample: { sourcedId: "0042", record: 17, name: "Riverside Middle" },
  },
};
