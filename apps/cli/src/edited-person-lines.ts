import { fieldWord } from "@muster/rules/report/wording/record-words.ts";
import { refusalWords } from "@muster/rules/report/wording/refusal-words.ts";
import type { Refusal } from "@muster/sync/run/edit/edited.ts";
import type { editPerson } from "@muster/sync/run/edit-person.ts";

/**
 * What became of an edit by hand, and what the next sync would do to it. Values of others are not repeated.
 *
 * @param flag what a command that is to be typed must end with (`districtFlagFor`)
 */
export function editedPersonLines(
  name: string,
  { run, changes, refused, overwrites }: Awaited<ReturnType<typeof editPerson>>,
  flag: string,
): readonly string[] {
  if (refused.length > 0) return ["Nothing was changed.", ...refused.map(refusalText)];
  if (changes === 0) return [`${name} had these values already. Nothing was changed.`];
  return [
    `Changed ${name} (run ${run}). To take it back:  npx muster undo ${run}${flag}`,
    ...overwrites.map(
      ({ field }) =>
        `The source says otherwise about the ${fieldWord(field)}: the next sync sets it again. Change it in the source as well.`,
    ),
  ];
}

function refusalText({ code }: Refusal): string {
  if (code === "person.name.emptied")
    return "That leaves half a name. If it is meant, give both: --given-name and --family-name.";
  return refusalWords[code];
}
