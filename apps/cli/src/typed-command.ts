import { type District, listDistricts } from "@muster/sync/directory/districts.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";

/** A word as it must be typed for a POSIX shell to hand it over whole. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}

/** ` --district NAME` as the end of a command that is to be typed next; nothing where there is one district. */
export function districtFlag(name: string, isAlone: boolean): string {
  return isAlone ? "" : ` --district ${shellWord(name)}`;
}

/** The same, looking up whether there are others. A proposed command must work as it stands. */
export async function districtFlagFor(world: RunWorld, { name }: District): Promise<string> {
  return districtFlag(name, (await listDistricts(world.db)).length < 2);
}
