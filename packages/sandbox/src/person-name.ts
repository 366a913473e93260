import { everydayNames, type NamePool, namePools } from "./name-pools.ts";
import { mix } from "./random.ts";

/** A person's name as a student information system writes it. */
export interface PersonName {
  readonly given: string;
  readonly middle: string;
  readonly family: string;
  /** What the person is called, when that is another name; empty for most. */
  readonly preferred: string;
  /** ISO 639-1 code of the family's language, as far as the name tells. */
  readonly language: string;
}

const drawPools: readonly NamePool[] = namePools.flatMap((pool) => Array<NamePool>(pool.weight).fill(pool));

function choose<T>(values: readonly T[], bits: number): T {
  const value = values[bits % values.length];
  if (value === undefined) throw new Error("nothing to choose a name from");
  return value;
}

function familyName(pool: NamePool, bits: number): string {
  const first = choose(pool.family, bits);
  const drawn = mix(bits, 3) % 100;
  if (pool.habit === "double" && drawn < 70) return `${first} ${choose(pool.family, mix(bits, 4))}`;
  if (drawn < 3)
    return `${first}-${choose(choose(namePools, mix(bits, 5)).family, mix(bits, 6))}`.replace(/-+$/, "");
  if (drawn === 99 && pool.language === "en") return `${first}, Jr.`;
  return first;
}

/**
 * The name of the person with these numbers. People with the same `family` number share the family name;
 * four in ten have an everyday given name whatever their family's tradition.
 */
export function nameOf(given: number, family: number): PersonName {
  const pool = choose(drawPools, mix(family, 1));
  const bits = mix(given, 2);
  const own = choose(pool.given, bits);
  const preferred = mix(given, 5) % 25 === 0 ? choose(everydayNames, mix(given, 6)) : "";
  const language = mix(family, 9) % 3 === 0 ? pool.language : "en";
  if (pool.habit === "mononym") return { given: own, middle: "", family: own, preferred, language };
  const first = mix(given, 3) % 10 < 4 ? choose(everydayNames, bits) : own;
  const middle = mix(given, 4) % 10 < 5 ? choose(everydayNames, mix(given, 7)) : "";
  return { given: first, middle, family: familyName(pool, mix(family, 2)), preferred, language };
}
