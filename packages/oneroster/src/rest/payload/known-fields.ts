import { isSensitiveName } from "../../csv/choose-columns.ts";
import type { CollectionName } from "../collections.ts";
import { isObject, type RestObject } from "../rest-fetch.ts";
import type { PayloadNotes } from "./payload-notes.ts";

const base = ["sourcedId", "status", "dateLastModified", "metadata"];

const fields = (...names: readonly string[]): ReadonlySet<string> =>
  new Set([...base, ...names.flatMap((some) => some.split(" "))]);

/** Every field that an object has in 1.1 or in 1.2 (the two OpenAPI files), read by us or not. */
const fieldsOf: Readonly<Record<CollectionName, ReadonlySet<string>>> = {
  orgs: fields("name type identifier parent children"),
  academicSessions: fields("title startDate endDate type parent children schoolYear"),
  courses: fields("title schoolYear courseCode grades subjects org subjectCodes resources"),
  classes: fields(
    "title classCode classType location grades subjects course school terms subjectCodes",
    "periods resources",
  ),
  users: fields(
    "username userIds enabledUser givenName familyName middleName role identifier email sms",
    "phone agents orgs grades password userMasterIdentifier preferredFirstName",
    "preferredMiddleName preferredLastName pronouns roles userProfiles primaryOrg resources",
  ),
  enrollments: fields("user class school role primary beginDate endDate"),
};

/** Notes what an object carries that no row has room for (I15), and what should not have been sent (D06). */
export function noteFields(collection: CollectionName, object: RestObject, notes: PayloadNotes): void {
  if (object.password) notes.sensitive("password");
  if (!hasFields(object, notes.plainFields)) noteNames(fieldsOf[collection], object, notes);
  if (isObject(object.metadata)) noteMetadata(object.metadata, notes);
}

function noteNames(known: ReadonlySet<string>, object: RestObject, notes: PayloadNotes): void {
  let isPlain = true;
  for (const field in object) {
    if (known.has(field)) continue;
    isPlain = false;
    if (isSensitiveName(field)) notes.sensitive(field);
    else notes.unknown(field);
  }
  if (isPlain) notes.plainFields = Object.keys(object);
}

function hasFields(object: RestObject, fields: readonly string[]): boolean {
  let at = 0;
  for (const field in object) {
    if (fields[at] !== field) return false;
    at += 1;
  }
  return at === fields.length;
}

/** Additions of a server's own have their place in `metadata`: only what is sensitive there is worth a word. */
function noteMetadata(metadata: RestObject, notes: PayloadNotes): void {
  for (const field in metadata) if (isSensitiveName(field)) notes.sensitive(`metadata.${field}`);
}
