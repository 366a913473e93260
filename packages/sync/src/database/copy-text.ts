/** The text format of COPY: one line a row, cells between tabs, `\N` for null. */

const special = /[\\\t\n\r]/;
const specials = /[\\\t\n\r]/g;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A text cell. */
export function copyText(value: string): string {
  return special.test(value) ? value.replace(specials, (found) => escapes[found] ?? found) : value;
}

/** A text cell that is null where there is no value. */
export function copyMaybe(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "\\N";
  return typeof value === "number" ? String(value) : copyText(value);
}

/** A date cell from `YYYY-MM-DD`, where empty stands for none. */
export function copyDate(value: string): string {
  return value === "" ? "\\N" : value;
}

/** A cell of type text[]. */
export function copyList(values: readonly string[]): string {
  if (values.length === 0) return "{}";
  const quoted = values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`);
  return copyText(`{${quoted.join(",")}}`);
}

/** A jsonb cell. */
export function copyJson(value: unknown): string {
  return value === undefined ? "\\N" : copyText(JSON.stringify(value));
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A uuid cell from the four words of a record's hash. */
export function copyHash(words: Uint32Array, at: number): string {
  let text = "";
  for (let word = 0; word < 4; word += 1) {
    const value = words[at + word] ?? 0;
    text += `${hex[value >>> 24]}${hex[(value >>> 16) & 255]}${hex[(value >>> 8) & 255]}${hex[value & 255]}`;
  }
  return text;
}

/** The four words of a hash from the text PostgreSQL gives for a uuid. */
export function readHash(uuid: string, into: Uint32Array, at: number): void {
  const digits = uuid.replaceAll("-", "");
  for (let word = 0; word < 4; word += 1)
    into[at + word] = Number.parseInt(digits.slice(word * 8, word * 8 + 8), 16);
}

/** Gathers lines into chunks of about a quarter of a megabyte, the size COPY likes. */
export class CopyBuffer {
  #lines: string[] = [];
  #size = 0;
  readonly chunks: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
    this.#size += line.length;
    if (this.#size >= 262_144) this.#close();
  }

  /** Everything gathered so far; the buffer is empty afterwards. */
  take(): string[] {
    this.#close();
    return this.chunks.splice(0);
  }

  #close(): void {
    if (this.#lines.length === 0) return;
    this.chunks.push(this.#lines.join(""));
    this.#lines = [];
    this.#size = 0;
  }
}
