import type { UnlinkFacts } from "../../model/unlink-facts.ts";
import { counted, listWords } from "../number-words.ts";

/** What may become of those whom the class brought. */
export interface UnlinkChoice {
  readonly people: "stay" | "leave";
  readonly label: string;
  readonly says: string;
}

/** What taking a link away leaves, said before anybody does it. */
export interface UnlinkWords {
  readonly says: readonly string[];
  /** None where nobody hangs on the link, or where the next sync decides about them by another class of the source. */
  readonly choices: readonly UnlinkChoice[];
}

/** Says what taking this link away would leave. */
export function unlinkWords(facts: UnlinkFacts): UnlinkWords {
  const { title, sourcedId, source, sameSource, students, staff } = facts;
  const out = `No sync takes in the class ${sourcedId} of ${source} by itself again: it waits on the page Match classes.`;
  const isFed = sameSource.length > 0;
  return {
    says: [afterwards(facts), out],
    choices: isFed || students + staff === 0 ? [] : choices(title, peopleWords(facts)),
  };
}

/** What feeds the classroom then, and what becomes of it. */
function afterwards({ title, sourcedId, sameSource, otherSources, students, staff }: UnlinkFacts): string {
  if (sameSource.length > 0) {
    const follows = `${title} follows ${listWords(sameSource)} alone.`;
    return students + staff === 0
      ? follows
      : `${follows} ${peopleWords({ students, staff })} whom only ${sourcedId} lists there would leave with the next sync; its plan shows who.`;
  }
  if (otherSources.length > 0) return `${title} follows ${listWords(otherSources)} alone.`;
  return `No sync changes ${title} or closes it any more. It keeps its name and its history, and you say who is in it.`;
}

function choices(title: string, people: string): readonly UnlinkChoice[] {
  return [
    {
      people: "stay",
      label: "They stay in the class",
      says: `${people} whom the source brought stay in ${title} until somebody takes them out.`,
    },
    {
      people: "leave",
      label: "They leave the class",
      says: `${people} whom the source brought leave ${title} at once. Whoever was put in by hand stays.`,
    },
  ];
}

/** What was left, told once it is done. */
export function unlinkedWords(unlinked: {
  readonly title: string;
  readonly sourcedId: string;
  /** How many places in it the class alone had brought. */
  readonly brought: number;
  /** How many of them ended with the link: all, or none. */
  readonly left: number;
}): string {
  const { title, sourcedId, brought, left } = unlinked;
  const done = `${sourcedId} no longer feeds ${title}.`;
  if (brought === 0) return `${done} Nobody was in it by that link alone.`;
  const people = `${counted(brought, "person")} whom it brought`;
  return `${done} ${people} ${left > 0 ? "left it" : brought === 1 ? "is in it still" : "are in it still"}.`;
}

function peopleWords({ students, staff }: { readonly students: number; readonly staff: number }): string {
  const kinds = [
    ...(students > 0 ? [counted(students, "student")] : []),
    ...(staff > 0 ? [counted(staff, "teacher")] : []),
  ];
  return listWords(kinds);
}
