import { type District, listDistricts } from "@muster/sync/directory/districts.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { commandNames, namesWithoutDistrict } from "./command-names.ts";

/** A word as it must be typed for a POSIX shell to hand it over whole. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}

/** ` --district NAME` as the end of a command that is to be typed next; nothing where there is one district. */
export function districtFlag(name: string, isAlone: boolean): string {
  return isAlone ? "" : ` --district ${shellWord(name)}`;
}

/**
 * A text whose proposed commands name the district that was typed. Whoever had to name it has several, so that without it
 * not one of these commands would do what it says.
 */
export function namingDistrict(text: string, typed: string | undefined): string {
  if (typed === undefined || text.includes("--district")) return text;
  return text.replace(/(?<=npx muster )[a-z-]+(?: [a-z-]+){0,2}/g, (words) => {
    const name = longestName(words);
    return name === undefined ? words : `${name}${districtFlag(typed, false)}${words.slice(name.length)}`;
  });
}

/** The command that these words begin with, where it takes a district. */
function longestName(words: string): string | undefined {
  const [first = "", second = "", third = ""] = words.split(" ");
  const names = [`${first} ${second} ${third}`, `${first} ${second}`, first];
  return names.find((name) => commandNames.includes(name) && !namesWithoutDistrict.has(name));
}

/** The same, looking up whether there are others. A proposed command must work as it stands. */
export async function districtFlagFor(world: RunWorld, { name }: District): Promise<string> {
  return districtFlag(name, (await listDistricts(world.db)).length < 2);
}
