import { Fault } from "../fault.ts";
import type { SourceField, SourceKind, SourceValues } from "../source/source.ts";

/** What a source must know, apart from its secrets. */
export interface ParsedValues {
  readonly known: SourceValues;
  readonly secrets: SourceValues;
}

/**
 * Reads what a person typed about a source, field by field.
 *
 * @param given by field key, as typed; an absent field takes its fallback
 * @throws Fault `source.field.unknown`, `source.field.missing`, `source.field.invalid`, `source.address.invalid` where
 * an address holds a password; the value itself is in none
 */
export function parseValues(kind: SourceKind, given: SourceValues): ParsedValues {
  const fields = new Map(kind.fields.map((field) => [field.key, field]));
  for (const key of Object.keys(given))
    if (!fields.has(key))
      throw new Fault("source.field.unknown", "never", `${kind.label} has no field ${key}`, {
        field: key,
        kind: kind.kind,
        fields: [...fields.keys()].join(", "),
      });
  const known: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const field of kind.fields) {
    const value = parseValue(kind, field, given[field.key]);
    if (field.type !== "secret") known[field.key] = value;
    else if (value !== "") secrets[field.key] = value;
  }
  return { known, secrets };
}

/** `https://kim:secret@host`, `kim:secret@host`: kept with the fields that are shown, it would be shown too. */
const holdsPassword = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/\s@]*:[^/\s@]*@/i;

function parseValue(kind: SourceKind, field: SourceField, given: string | undefined): string {
  // A password may begin or end with a blank; nothing else may.
  const value = field.type === "secret" ? given : given?.trim();
  if (value === undefined || value === "") {
    if (field.fallback !== undefined) return field.fallback;
    throw new Fault("source.field.missing", "never", `${field.label} is needed`, about(kind, field));
  }
  if (field.type === "list") return parseList(kind, field, value);
  if (field.type === "text" && holdsPassword.test(value))
    throw new Fault("source.address.invalid", "never", `${field.label} holds a password`, {
      ...about(kind, field),
      part: "credentials",
    });
  const isValid =
    field.type === "choice"
      ? field.choices?.includes(value) === true
      : field.type === "flag"
        ? value === "true" || value === "false"
        : field.type !== "number" || /^\d{1,9}$/.test(value);
  if (!isValid) throw invalid(kind, field);
  return value;
}

function parseList(kind: SourceKind, field: SourceField, value: string): string {
  const typed = value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const parts = typed.map((part) => (field.entry === undefined ? part : field.entry.pattern.exec(part)?.[0]));
  if (parts.includes(undefined)) throw invalid(kind, field);
  if (field.choices !== undefined && typed.some((part) => field.choices?.includes(part) !== true))
    throw invalid(kind, field);
  return [...new Set(parts)].join(",");
}

function invalid(kind: SourceKind, field: SourceField): Fault {
  const expected =
    field.entry?.expected ??
    field.choices?.join(", ") ??
    (field.type === "number" ? "a whole number" : "true or false");
  return new Fault("source.field.invalid", "never", `${field.label} cannot be that`, {
    ...about(kind, field),
    expected,
  });
}

function about(kind: SourceKind, field: SourceField) {
  const flag = field.type === "secret" ? `${field.key}-file FILE` : field.key;
  return { field: field.key, label: field.label, kind: kind.kind, flag };
}
