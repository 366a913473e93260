import { counted } from "./number-words.ts";

/** What a preview of a setting has found. */
export interface PreviewFound {
  readonly shows: "records" | "limits" | "files" | "nothing";
  readonly changes: readonly { readonly count: number; readonly isUndone: boolean }[];
  readonly gates: readonly { readonly isNew: boolean }[];
  readonly judgedRun: number | undefined;
}

/** One sentence about what would come of another value, and one about what the preview does not see. */
export function previewWords(found: PreviewFound): { readonly says: string; readonly more: string } {
  switch (found.shows) {
    case "records":
      return { says: recordsSentence(found), more: onlyStored };
    case "limits":
      return { says: limitsSentence(found), more: onlyRemovals };
    case "files":
      return {
        says: "What this changes shows only when the next files are read.",
        more: "It decides how files are read, and what is stored was read already. The next sync shows its changes as a plan, and the limits guard it like any other.",
      };
    case "nothing":
      return {
        says: "This changes nothing of the roster.",
        more: "It decides when people are told, or what waits for them, from now on.",
      };
    default:
      return found.shows satisfies never;
  }
}

const onlyStored =
  "Planned over the records that were accepted last. What waits in a held plan, and what the next files bring, comes on top.";
const onlyRemovals =
  "Only removals have a limit of yours; what other gates hold is held as before. The next sync is judged by the new value.";

function recordsSentence({ changes, gates }: PreviewFound): string {
  const sum = (isUndone: boolean): number =>
    changes.filter((change) => change.isUndone === isUndone).reduce((total, { count }) => total + count, 0);
  const more = sum(false);
  const fewer = sum(true);
  if (more === 0 && fewer === 0) return "Nothing of today's roster would change.";
  const held = gates.filter(({ isNew }) => isNew).length;
  const waits = held === 0 ? "" : `, and ${counted(held, "limit")} would hold a part of it`;
  if (more === 0)
    return `The next sync would leave out ${counted(fewer, "change")} that it would make today.`;
  const instead = fewer === 0 ? "" : ` in place of ${counted(fewer, "change")} of today`;
  return `The next sync would make ${counted(more, "change")}${instead}${waits}.`;
}

function limitsSentence({ gates, judgedRun }: PreviewFound): string {
  if (judgedRun === undefined)
    return "No sync has wanted to remove anything yet, so there is nothing to try this on.";
  const tried = `Tried on the removals of run ${judgedRun}`;
  const held = gates.filter(({ isNew }) => isNew).length;
  const freed = gates.length - held;
  if (gates.length === 0) return `${tried}: they would be judged as they were.`;
  const parts = [
    ...(held === 0 ? [] : [`${counted(held, "group")} would wait that went`]),
    ...(freed === 0 ? [] : [`${counted(freed, "group")} would go that waited`]),
  ];
  return `${tried}: ${parts.join(", ")}.`;
}
