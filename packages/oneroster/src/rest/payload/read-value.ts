import { isObject, type RestObject } from "../rest-fetch.ts";
import type { PayloadNotes } from "./payload-notes.ts";

/** An object being read. */
export interface OpenObject {
  readonly object: RestObject;
  readonly notes: PayloadNotes;
}

const none: readonly string[] = [];

/** Text as it stands; numbers and booleans as text (Q129); "" for null and for what is not there (Q130). */
export function textAt({ object, notes }: OpenObject, field: string): string {
  const value = object[field];
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  const text = plainText(value);
  if (text === undefined) notes.unread(field);
  return text ?? "";
}

function plainText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** The first of these fields that says something. */
export function firstTextAt(open: OpenObject, ...fields: readonly string[]): string {
  for (const field of fields) {
    const text = textAt(open, field);
    if (text !== "") return text;
  }
  return "";
}

/** A list of texts; a single one counts as a list, and commas in it divide it, for so it is sent (Q130). */
export function textsAt({ object, notes }: OpenObject, field: string): readonly string[] {
  const value = object[field];
  if (value === undefined || value === null || value === "") return none;
  if (!Array.isArray(value)) {
    const text = plainText(value);
    if (text === undefined) notes.unread(field);
    return text === undefined ? none : text.split(",").map((item) => item.trim());
  }
  const texts: string[] = [];
  for (const item of value) {
    const text = item === null ? "" : plainText(item);
    if (text === undefined) notes.unread(field);
    else if (text !== "") texts.push(text);
  }
  return texts;
}

/** The object's own id. Without one the row stands without, and its reader says so. */
export function idAt({ object, notes }: OpenObject, field: string): string {
  const value = object[field];
  if (value === undefined || value === null) return "";
  return idOf(value) ?? unread(notes, field);
}

function unread(notes: PayloadNotes, field: string): "" {
  notes.unread(field);
  return "";
}

/**
 * @NOTE a number that is too large was rounded when the JSON was read: the id behind it is lost. A line break would
 * become a blank in a file, and so another id.
 */
function idOf(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === "string" && !hasControl(value) ? value : undefined;
}

/** @NOTE Unicode's control characters (Cc) by their numbers: for every id of a district a pattern is too slow. */
function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || (unit > 0x7e && unit < 0xa0)) return true;
  }
  return false;
}

/** Whom a reference names: its `sourcedId` alone counts, whatever its `href` and `type` say (Q128). A bare id is taken. */
export function referenceAt({ object, notes }: OpenObject, field: string): string {
  const value = object[field];
  if (value === undefined || value === null) return "";
  return referenceOf(value) ?? unread(notes, field);
}

function referenceOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 1 ? referenceOf(value[0]) : undefined;
  if (!isObject(value)) return idOf(value);
  return value.sourcedId === undefined || value.sourcedId === null ? undefined : idOf(value.sourcedId);
}

/** Whom a list of references names; one reference counts as a list of one (Q130). */
export function referencesAt(open: OpenObject, field: string): readonly string[] {
  const value = open.object[field];
  if (value === undefined || value === null) return none;
  const ids: string[] = [];
  for (const item of Array.isArray(value) ? value : [value]) {
    const id = item === null ? "" : referenceOf(item);
    if (id === undefined) open.notes.unread(field);
    else if (id !== "" && !ids.includes(id)) ids.push(id);
  }
  return ids;
}

/** The same for a cell that holds a list: an id with a comma would become two, and is left out. */
export function listedReferencesAt(open: OpenObject, field: string): readonly string[] {
  const ids = referencesAt(open, field);
  if (!ids.some((id) => id.includes(","))) return ids;
  open.notes.unwritable(field);
  return ids.filter((id) => !id.includes(","));
}

/** `tobedeleted`, however it is written, and 1.0's `inactive`; a row that is listed is active otherwise (Q042, Q044). */
export function statusAt(open: OpenObject): "tobedeleted" | "" {
  const said = textAt(open, "status");
  if (said === "active" || said === "") return "";
  const word = said.toLowerCase();
  return word === "tobedeleted" || word === "inactive" ? "tobedeleted" : "";
}
