import { findSubjects, type Subject } from "@muster/sync/directory/why/subject.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { UsageError } from "./usage-error.ts";

/** The one person who is meant; nobody is guessed among namesakes. */
export async function findPerson(world: RunWorld, districtId: number, written: string): Promise<Subject> {
  return onlyOne(await findKind(world, districtId, written, "person"), {
    none: `There is nobody called ${written}.`,
    try: "Try the ID from users.csv.",
    many: `Several people may be meant by ${written}. Name one by the number:`,
  });
}

/** The one class that is meant. */
export async function findOneClassroom(
  world: RunWorld,
  districtId: number,
  written: string,
): Promise<Subject> {
  return onlyOne(await findKind(world, districtId, written, "classroom"), {
    none: `There is no class called ${written}.`,
    try: "Try the ID from classes.csv.",
    many: `Several classes may be meant by ${written}. Name one by the number:`,
  });
}

async function findKind(
  world: RunWorld,
  districtId: number,
  written: string,
  kind: Subject["kind"],
): Promise<readonly Subject[]> {
  const found = await world.db.session(districtId, (session) =>
    session.read((tx) => findSubjects(tx, districtId, written)),
  );
  return found.filter((one) => one.kind === kind);
}

function onlyOne(
  found: readonly Subject[],
  words: { readonly none: string; readonly try: string; readonly many: string },
): Subject {
  const [first, second] = found;
  if (first === undefined) throw new UsageError(words.none, words.try);
  if (second === undefined) return first;
  const choices = found.map(({ id, name, detail }) => `  m-${id}  ${name}, ${detail}`);
  throw new UsageError(words.many, choices.join("\n"));
}
