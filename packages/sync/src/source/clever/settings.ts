import type { SourceField, SourceValues } from "../source.ts";

/** Clever's words for a contact (Swagger 3.1, `StudentRelationship`, `Contact`). `none`: nothing is said. */
export const contactTypes = [
  "Parent/Guardian",
  "Primary",
  "Secondary",
  "Emergency",
  "Family",
  "Other",
] as const;
export const contactRelationships = [
  "Parent",
  "Grandparent",
  "Aunt/Uncle",
  "Sibling",
  "Self",
  "Other",
] as const;
export const phoneTypes = ["Cell", "Home", "Work", "Other"] as const;
const none = "none";

const withNone = (words: readonly string[]) => [...words, none];

/** What a district tells of its Clever account (connect.md §6). */
export const cleverFields: readonly SourceField[] = [
  {
    ...{ key: "district-id", label: "District ID", type: "text" },
    help: "Clever's own ID of the district, 24 letters and digits. Muster refuses a token of another district.",
  },
  {
    ...{ key: "district-token", label: "District token", type: "secret" },
    help: "The token that Clever gave this application for the district; not the one of a person.",
  },
  {
    ...{ key: "api-version", label: "Version of the Data API", type: "choice", choices: ["3.1", "3.0"] },
    ...{ fallback: "3.1", help: "3.1 also tells what students like to be called." },
  },
  {
    ...{ key: "base-url", label: "Address", type: "text", fallback: "https://api.clever.com" },
    help: "Clever's own, unless you have been told another.",
  },
  {
    ...{ key: "page-size", label: "Objects a page", type: "number", fallback: "1000" },
    help: "How many objects Clever is asked for at once, up to 10000.",
  },
  {
    ...{ key: "contacts", label: "Fetch contacts", type: "flag", fallback: "true" },
    help: "false: contacts are not asked for, and guardians stay as they are.",
  },
  {
    ...{ key: "contact-types", label: "Contact types", type: "list", choices: withNone(contactTypes) },
    ...{ fallback: "", help: "Which contacts become guardians. Empty: all. none: those without a type." },
  },
  {
    key: "contact-relationships",
    ...{ label: "Contact relationships", type: "list", choices: withNone(contactRelationships) },
    ...{ fallback: "", help: "The same by relationship. Empty: all. none: those without a relationship." },
  },
  {
    ...{
      key: "phone-types",
      label: "Phone types",
      type: "list",
      choices: withNone(phoneTypes),
      fallback: "",
    },
    help: "Which phone numbers are taken. Cell and none become the mobile number, the others the home phone.",
  },
];

/** Words that were chosen; undefined: all. "" stands for nothing said. */
export type ChosenWords = ReadonlySet<string> | undefined;

export interface CleverSettings {
  readonly districtId: string;
  readonly token: string;
  /** With version, without a slash at the end: `https://api.clever.com/v3.1`. */
  readonly base: string;
  readonly host: string;
  readonly pageSize: number;
  readonly takesContacts: boolean;
  readonly contacts: ContactChoice;
}

/** Which contacts become guardians, and which of their phones are taken. */
export interface ContactChoice {
  readonly types: ChosenWords;
  readonly relationships: ChosenWords;
  readonly phoneTypes: ChosenWords;
}

/** Of a thousand objects an answer is about a MiB, and held whole; above ten thousand Clever refuses. */
const usualPage = 1_000;
const largestPage = 10_000;

/** Reads the values of a source; they have been checked against `cleverFields`. */
export function cleverSettings(values: SourceValues): CleverSettings {
  const address = (values["base-url"] || "https://api.clever.com").replace(/\/+$/, "");
  return {
    districtId: (values["district-id"] ?? "").trim().toLowerCase(),
    token: values["district-token"] ?? "",
    base: `${address}/v${values["api-version"] || "3.1"}`,
    host: URL.canParse(address) ? new URL(address).hostname : "",
    pageSize: Math.min(largestPage, Math.max(1, Number(values["page-size"]) || usualPage)),
    takesContacts: values.contacts !== "false",
    contacts: {
      types: chosen(values["contact-types"]),
      relationships: chosen(values["contact-relationships"]),
      phoneTypes: chosen(values["phone-types"]),
    },
  };
}

function chosen(list: string | undefined): ChosenWords {
  const words = (list ?? "").split(",").flatMap((word) => word.trim() || []);
  return words.length === 0 ? undefined : new Set(words.map((word) => (word === none ? "" : word)));
}
