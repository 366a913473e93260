import { formatCount } from "@muster/rules/report/number-words.ts";
import type { CheckedItem, CheckState, ItemExample } from "@muster/rules/report/self-check/self-check.ts";
import type { SelfCheck } from "@muster/sync/run/self-check/check-source.ts";

const stateWords: Readonly<Record<CheckState, string>> = {
  fine: "fine",
  look: "look at it",
  must: "must be solved",
  unknown: "not known yet",
};
const width = Math.max(...Object.values(stateWords).map((word) => word.length));

/** The check as a person reads it: a line an item, and below what is not fine what to do. */
export function selfCheckLines({ sourceId, name, items, run }: SelfCheck, flag: string): readonly string[] {
  const count = (state: CheckState): number => items.filter((item) => item.state === state).length;
  const basis = run === null ? "nothing fetched yet" : `counted in the roster of run ${run}`;
  const unknown = count("unknown") === 0 ? "" : `, ${count("unknown")} not known yet`;
  return [
    `Check of source ${sourceId}, ${name}: ${basis}.`,
    `${count("must")} to be solved, ${count("look")} to look at, ${count("fine")} fine${unknown}.`,
    "",
    ...items.flatMap((item) => itemLines(item, flag)),
  ];
}

function itemLines({ state, title, says, todo, list }: CheckedItem, flag: string): readonly string[] {
  const indent = " ".repeat(width + 2);
  const hasMore = state === "look" || state === "must";
  return [
    `${stateWords[state].padEnd(width)}  ${title}`,
    ...(state === "unknown" ? [] : [`${indent}${says}`]),
    ...(hasMore && todo !== "" ? [`${indent}${todo}`] : []),
    ...(hasMore && list !== "" ? [`${indent}All of them:  ${list}${flag}`] : []),
  ];
}

/** Everything that one item counted, a line each. */
export function itemListLines({ title, says, examples, count }: CheckedItem): readonly string[] {
  const rest = count - examples.length;
  return [
    `${title}: ${says}`,
    ...examples.map((example) => `  ${exampleText(example)}`),
    ...(rest > 0 ? [`  and ${formatCount(rest)} more`] : []),
  ];
}

function exampleText({ sourcedId, file, line, record }: ItemExample): string {
  const place = file === null ? "" : line === null ? `  ${file}` : `  ${file} line ${line}`;
  return `${sourcedId ?? ""}${place}${record === null ? "" : `  ours: ${record}`}`;
}
