/** Reads one value of a fixture; `at` says where it stands, for whoever mistyped it. */
export type Read<T> = (value: unknown, at: string) => T;

export const text: Read<string> = (value, at) => (typeof value === "string" ? value : refuse(at, "a text"));

export const whole: Read<number> = (value, at) =>
  typeof value === "number" && Number.isInteger(value) ? value : refuse(at, "a whole number");

export const anything: Read<unknown> = (value) => value;

/** One of a few words. */
export function oneOf<const T extends string | number>(words: readonly T[]): Read<T> {
  return (value, at) => words.find((word) => word === value) ?? refuse(at, words.join(" or "));
}

export function listOf<T>(read: Read<T>): Read<readonly T[]> {
  return (value, at) =>
    Array.isArray(value)
      ? value.map((item: unknown, index) => read(item, `${at}[${index}]`))
      : refuse(at, "a list");
}

/** One value, or a list of them; always answered as a list. */
export function oneOrMore<T>(read: Read<T>): Read<readonly T[]> {
  return (value, at) => (Array.isArray(value) ? listOf(read)(value, at) : [read(value, at)]);
}

export function mapOf<T>(read: Read<T>): Read<Readonly<Record<string, T>>> {
  return (value, at) =>
    Object.fromEntries(
      Object.entries(objectAt(value, at)).map(([key, item]) => [key, read(item, `${at}.${key}`)]),
    );
}

export function maybe<T>(read: Read<T>): Read<T | undefined> {
  return (value, at) => (value === undefined ? undefined : read(value, at));
}

export function otherwise<T>(fallback: T, read: Read<T>): Read<T> {
  return (value, at) => (value === undefined ? fallback : read(value, at));
}

/** An object with exactly these fields: one that nobody reads would be an expectation that nobody checks. */
export function fields<T extends object>(shape: { readonly [K in keyof T]-?: Read<T[K]> }): Read<T> {
  const readers = Object.entries(shape) as readonly (readonly [string, Read<unknown>])[];
  return (value, at) => {
    const written = objectAt(value, at);
    const stray = Object.keys(written).find((key) => !(key in shape));
    if (stray !== undefined) refuse(`${at}.${stray}`, `one of ${Object.keys(shape).join(", ")}`);
    return Object.fromEntries(readers.map(([key, read]) => [key, read(written[key], `${at}.${key}`)])) as T;
  };
}

export function objectAt(value: unknown, at: string): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : refuse(at, "an object");
}

export function refuse(at: string, expected: string): never {
  throw new Error(`${at} should be ${expected}`);
}
