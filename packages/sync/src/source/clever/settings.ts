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
    ...{ key: "client-id", label: "Client ID of the application", type: "text", fallback: "" },
    help: "With the client secret Muster finds the district's token by itself when Clever has given out another one.",
  },
  {
    ...{ key: "client-secret", label: "Client secret of the application", type: "secret", fallback: "" },
    help: "The secret that belongs to the client ID. Both may stay empty.",
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
    ...{ key: "account-url", label: "Address of tokens", type: "text", fallback: "https://clever.com" },
    help: "Where Clever lists the tokens of an application. Its own, unless you have been told another.",
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
  /** What the application signs in with, and where; undefined where it is not known. */
  readonly client: CleverCredentials | undefined;
  /** With version, without a slash at the end: `https://api.clever.com/v3.1`. */
  readonly base: string;
  readonly host: string;
  readonly pageSize: number;
  readonly takesContacts: boolean;
  readonly contacts: ContactChoice;
}

/** The application's own sign-in, good for the list of its tokens alone. */
export interface CleverCredentials {
  readonly id: string;
  readonly secret: string;
  /** Without a slash at the end: `https://clever.com`. */
  readonly address: string;
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
    client: credentialsOf(values),
    base: `${address}/v${values["api-version"] || "3.1"}`,
    host: URL.canParse(address) ? new URL(address).hostname : "",
    pageSize: Math.min(largestPage, Math.max(1, Number(values["page-size"]) || usualPage)),
    takesContacts: values.contacts !== "false",
    contacts: {
      types: chosen(values["contact-types"], contactTypes),
      relationships: chosen(values["contact-relationships"], contactRelationships),
      phoneTypes: chosen(values["phone-types"], phoneTypes),
    },
  };
}

function credentialsOf(values: SourceValues): CleverCredentials | undefined {
  const [id, secret] = [(values["client-id"] ?? "").trim(), values["client-secret"] ?? ""];
  const address = (values["account-url"] || "https://clever.com").replace(/\/+$/, "");
  return id === "" || secret === "" ? undefined : { id, secret, address };
}

/** Whoever chooses every word chooses all, and with them the words that Clever has not thought of yet (I15). */
function chosen(list: string | undefined, known: readonly string[]): ChosenWords {
  const words = (list ?? "").split(",").flatMap((word) => word.trim() || []);
  const isAll = withNone(known).every((word) => words.includes(word));
  return words.length === 0 || isAll ? undefined : new Set(words.map((word) => (word === none ? "" : word)));
}
