import type { CollectionName } from "./collections.ts";

/**
 * What a vendor's OneRoster server does in its own way, as data (oneroster-rest §10, quirks group H). Nothing else
 * asks for a vendor's name: a new one is an entry here.
 */
export interface Dialect {
  readonly name: DialectName;
  readonly label: string;
  readonly version: RestVersion;
  readonly signIn: "oauth1" | "oauth2";
  /** Behind the address of the service: where tokens are asked for. "" where only the district can know. */
  readonly tokenPath: string;
  readonly client: "basic" | "form";
  readonly tokenParameters: "form" | "query";
  readonly keepsCookies: boolean;
  /** Objects asked for at a time. */
  readonly pageSize: number;
  readonly sorts: boolean;
  readonly totalHeader: string;
  /** Collections that are not there, or hold nothing that counts: not asked for, and not missed. */
  readonly lacks: readonly CollectionName[];
  /** What a district must know before it trusts the result. */
  readonly quirks: readonly DialectQuirk[];
}

/** The versions of the REST service that we speak. */
export type RestVersion = "1.1" | "1.2";

/** An oddity that a district must know of. */
export interface DialectQuirk {
  /** Its number among the oddities of real exports. */
  readonly quirk: string;
  readonly says: string;
}

/** Where the rostering service of a version lies (oneroster-rest §1), behind the vendor's own address. */
export const servicePaths: Readonly<Record<RestVersion, string>> = {
  "1.1": "/ims/oneroster/v1p1",
  "1.2": "/ims/oneroster/rostering/v1p2",
};

/** The scope that all six lists need, by version (oneroster-rest §6.2). Demographics have their own: never asked for. */
export const rosterScopes: Readonly<Record<RestVersion, readonly string[]>> = {
  "1.1": ["https://purl.imsglobal.org/spec/or/v1p1/scope/roster-core.readonly"],
  "1.2": ["https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"],
};

/** The scope of what hangs on a school or a class (oneroster-rest §6.2); a roster is read without it. */
export const partScopes: Readonly<Record<RestVersion, string>> = {
  "1.1": "https://purl.imsglobal.org/spec/or/v1p1/scope/roster.readonly",
  "1.2": "https://purl.imsglobal.org/spec/or/v1p2/scope/roster.readonly",
};

const generic = {
  signIn: "oauth2",
  tokenPath: "/token",
  client: "basic",
  tokenParameters: "form",
  keepsCookies: false,
  pageSize: 1000,
  sorts: true,
  totalHeader: "x-total-count",
  lacks: [],
  quirks: [],
} as const;

/** Every dialect, in the order in which they are offered. */
export const dialectNames = [
  "generic-1.1",
  "generic-1.2",
  "classlink",
  "infinite-campus-1.1",
  "infinite-campus-1.2",
  "powerschool",
  "skyward",
  "synergy",
  "aeries",
  "q",
  "ed-fi",
] as const;

/** One of them, as a source is set to it. */
export type DialectName = (typeof dialectNames)[number];

const campusQuirks: readonly DialectQuirk[] = [
  { quirk: "Q138", says: "ids of different kinds are the same numbers: 12 may be a class and a course" },
];

const list: readonly Dialect[] = [
  { ...generic, name: "generic-1.1", label: "Another OneRoster 1.1 server", version: "1.1" },
  { ...generic, name: "generic-1.2", label: "Another OneRoster 1.2 server", version: "1.2" },
  {
    ...generic,
    ...{
      name: "classlink",
      label: "ClassLink Roster Server",
      version: "1.1",
      signIn: "oauth1",
      tokenPath: "",
    },
    quirks: [{ quirk: "Q128", says: "addresses in its answers lead to another host" }],
  },
  {
    ...generic,
    ...{ name: "infinite-campus-1.1", label: "Infinite Campus, OneRoster 1.1", version: "1.1" },
    ...{ tokenPath: "", tokenParameters: "query" },
    quirks: [
      ...campusQuirks,
      {
        quirk: "Q139",
        says: "only people with a username are there: families without an account are missing",
      },
    ],
  },
  {
    ...generic,
    ...{ name: "infinite-campus-1.2", label: "Infinite Campus, OneRoster 1.2", version: "1.2" },
    ...{ tokenPath: "", tokenParameters: "query", quirks: campusQuirks },
  },
  {
    ...generic,
    ...{ name: "powerschool", label: "PowerSchool", version: "1.2", tokenPath: "" },
    quirks: [
      { quirk: "Q139", says: "groups of staff that are not mapped to a role of OneRoster are missing" },
    ],
  },
  {
    ...generic,
    ...{ name: "skyward", label: "Skyward", version: "1.1", signIn: "oauth1", tokenPath: "" },
    quirks: [
      { quirk: "Q136", says: "filters by school year vary: everything is read, and nothing filtered" },
    ],
  },
  {
    ...generic,
    ...{ name: "synergy", label: "Synergy (Edupoint)", version: "1.1", tokenPath: "" },
    ...{ client: "form", keepsCookies: true },
    quirks: [{ quirk: "Q131", says: "the cookie of the sign-in must come back with every question" }],
  },
  {
    ...generic,
    ...{ name: "aeries", label: "Aeries", version: "1.1" },
    quirks: [
      { quirk: "Q137", says: "the date of a change follows one table alone: it decides nothing here" },
      { quirk: "Q134", says: "asks not to be read whole in school hours" },
    ],
  },
  { ...generic, name: "q", label: "Q (Aequitas)", version: "1.1", tokenPath: "" },
  {
    ...generic,
    ...{ name: "ed-fi", label: "Ed-Fi OneRoster", version: "1.2", tokenPath: "", pageSize: 500 },
    quirks: [
      { quirk: "Q123", says: "announces no total and links no page" },
      { quirk: "Q141", says: "one person at two schools is two users" },
    ],
  },
];

/** The dialects by name. */
export const dialects: ReadonlyMap<string, Dialect> = new Map(list.map((dialect) => [dialect.name, dialect]));

/**
 * The address of the rostering service from what a district typed: with or without the standard's own path, with or
 * without a slash at the end. Undefined where it is no address, or holds a name and password.
 */
export function serviceAddress(typed: string, version: RestVersion): URL | undefined {
  const text = typed.trim();
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return undefined;
  const before = url.pathname
    .replace(/\/+$/, "")
    .replace(/\/ims\/oneroster(?:\/(?:rostering\/)?v1p[0-9]+)?$/i, "");
  return new URL(`${url.origin}${before}${servicePaths[version]}`);
}

/** The address of a collection. */
export function collectionAddress(service: URL, path: string): URL {
  return new URL(`${service.origin}${service.pathname}/${path}`);
}
