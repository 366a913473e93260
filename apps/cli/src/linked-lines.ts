import type { Linked } from "@muster/sync/run/edit/change-link.ts";

/** What became of a link, and what follows from it. */
export function linkedLines(linked: Linked, written: string, isMade: boolean): readonly string[] {
  const { understoodAs: kind, sourcedId } = linked;
  const meant =
    kind === undefined ? [] : [`${written} is the ${kind} of ${sourcedId}, which is what counts.`];
  return [...meant, ...outcomeLines(linked, isMade)];
}

function outcomeLines(linked: Linked, isMade: boolean): readonly string[] {
  const { record, changes, isListed, lookalike, sourcedId } = linked;
  if (changes === 0) return [`${record.name} was linked to ${sourcedId} already. Nothing was changed.`];
  if (!isMade) return [`${sourcedId} no longer feeds ${record.name}. The next sync weighs everything again.`];
  const doubt =
    lookalike === undefined
      ? `The source has not listed ${sourcedId} yet.`
      : `The source has not listed ${sourcedId}, but it lists ${lookalike}: did that one lose or gain leading zeros?`;
  return [
    `${sourcedId} feeds ${record.name} from now on. The next sync weighs everything again.`,
    ...(isListed ? [] : [doubt]),
  ];
}
