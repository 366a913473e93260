import type { ListedClient } from "./settings-answers.ts";

type ClientScope = ListedClient["scopes"][number];

/** Everything that a system may be let read, from little to much. */
export const allClientScopes: readonly ClientScope[] = [
  "roster-core.readonly",
  "roster.readonly",
  "roster-demographics.readonly",
];

/** What each scope of OneRoster REST lets a system read here. */
export const clientScopes: Readonly<
  Record<ClientScope, { readonly short: string; readonly label: string; readonly says: string }>
> = {
  "roster-core.readonly": {
    short: "lists",
    label: "Schools, terms, classes, people and enrollments",
    says: "As lists and one by one (roster-core.readonly).",
  },
  "roster.readonly": {
    short: "nested lists",
    label: "The same, and what belongs to each",
    says: "The classes of a school, the students of a class (roster.readonly).",
  },
  "roster-demographics.readonly": {
    short: "demographics",
    label: "Demographics",
    says: "For systems that insist on asking; the list is always empty (roster-demographics.readonly).",
  },
};
