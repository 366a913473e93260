/** An object of JSON whose fields nobody has looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

const empty: JsonObject = {};

/** The object, or an empty one for anything else: fields may be missing, null or of another kind. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : empty;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Trimmed text; a number as it is written; "" for anything else. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? String(value) : "";
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const none: readonly string[] = [];

/** The texts of a list that are not empty, each once, in their order. */
export function textsOf(value: unknown): readonly string[] {
  const list = listOf(value);
  if (list.length === 0) return none;
  const texts = new Set<string>();
  for (const item of list) texts.add(textOf(item));
  texts.delete("");
  return [...texts];
}
