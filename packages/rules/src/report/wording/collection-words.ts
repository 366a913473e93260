import type { FindingCode } from "../../check/finding.ts";
import { valueLeftOut, type Words } from "./words.ts";

/** What is said of the lists that a server gives, before their objects are rows of a file. */
export const collectionWords = {
  "collection.needed.refused": {
    what: (t) => `The server does not give us ${t.quoted("collection", 30)}, which a roster needs`,
    did: "Nothing was changed. The other lists were not taken in either.",
    cause: (t) => whyKeptBack(t.fact("status")),
    fix: "Ask the district to share it with us, then start the sync again.",
    owner: "district",
    sample: { collection: "enrollments", status: 403 },
  },
  "collection.access.refused": {
    what: (t) => `The server does not give us ${t.quoted("collection", 30)}`,
    did: "Muster reads everything else. What these records said before stays as it is.",
    cause: (t) => whyKeptBack(t.fact("status")),
    fix: "Ask the district to share it. A roster works without it, but terms and courses are then unknown.",
    owner: "district",
    sample: { collection: "academicSessions", status: 403 },
  },
  "collection.value.unreadable": {
    what: (t) => `${t.file}: ${t.quoted("field", 30)} is not what the standard says it is`,
    did: valueLeftOut,
    cause: (t) => `The server sends something else than text there, ${t.fact("count")} times.`,
    fix: "Ask the vendor of the server to send it as the standard says.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The field ${t.fact("field")} holds an object, a list or a number too large for JSON where OneRoster has text.`,
    sample: { field: "title", count: 12 },
  },
  "collection.reference.unwritable": {
    what: (t) => `${t.file}: ${t.quoted("field", 30)} names IDs that hold a comma`,
    did: "Muster leaves these references out and uses the rest of the row.",
    cause: (t) =>
      `In a file such an ID in a list could not be told from two. It happened ${t.fact("count")} times.`,
    fix: "Ask for IDs without commas.",
    owner: "sis-vendor",
    vendor: "Some sourcedIds hold a comma. The CSV binding has no way to write such an ID in a list.",
    sample: { field: "agents", count: 3 },
  },
  "collection.field.unknown": {
    what: (t) =>
      `${t.file}: the server sends ${t.amount("count") === 1 ? "a field" : `${t.fact("count")} fields`} that Muster does not use`,
    did: "Muster does not keep what stands in them.",
    cause: (t) => `They are additions of the server: ${t.fact("fields")}.`,
    fix: "Nothing has to be done.",
    owner: "district",
    sample: { count: 2, fields: "house, bus" },
  },
  "collection.field.sensitive": {
    what: (t) => `${t.file}: the server sends personal data that no roster needs`,
    did: "Muster threw these fields away while reading. They were not stored anywhere.",
    cause: (t) => `More is shared than is asked for: ${t.fact("fields")}.`,
    fix: "Take these fields out of what is shared with us, also for the sake of others who receive it.",
    owner: "district",
    sample: { count: 1, fields: "metadata.birthDate" },
  },
} satisfies Readonly<Partial<Record<FindingCode, Words>>>;

/** @param status with which the server answered */
export function whyKeptBack(status: string): string {
  return status === "404"
    ? "The server has no such list, or the district did not choose it for us."
    : "The district did not choose this list for us.";
}
