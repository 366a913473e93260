import { TableHeads } from "../../parts/TableHeads.tsx";
import "../../parts/card-table.css";
import { Checkbox, Table, Text } from "@mantine/core";
import type { listRuns } from "@muster/api/resource/run.ts";
import type { Answered } from "@muster/api/route.ts";
import { runKindWords } from "@muster/rules/report/run-words.ts";
import { OutcomeMark } from "../../parts/OutcomeMark.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { instant } from "../../parts/words.ts";

type Run = Answered<typeof listRuns>["items"][number];

/** A page of runs; two of them can be chosen to be compared. */
export function RunsTable({
  runs,
  chosen,
  choose,
}: {
  readonly runs: readonly Run[];
  readonly chosen: readonly number[];
  readonly choose: (chosen: readonly number[]) => void;
}) {
  const turn = (run: number) =>
    choose(chosen.includes(run) ? chosen.filter((one) => one !== run) : [...chosen, run].slice(-2));
  return (
    <Table className="as-cards" captionSide="top" verticalSpacing="sm">
      <caption className="heard">Runs, newest first</caption>
      <TableHeads of={["Run", "When", "What", "Outcome", "What became of it", "By"]} deeds="Compare" />
      <Table.Tbody>
        {runs.map((run) => (
          <Table.Tr key={run.run}>
            <Table.Th scope="row" data-label="Run" style={{ whiteSpace: "nowrap" }}>
              <TextLink to="/history/$run" params={{ run: String(run.run) }}>
                Run {run.run}
              </TextLink>
            </Table.Th>
            <Table.Td data-label="When">{instant(run.startedAt)}</Table.Td>
            <Table.Td data-label="What">
              {kindOf(run)}
              {run.source === null ? null : <Text size="xs">{run.source}</Text>}
            </Table.Td>
            <Table.Td data-label="Outcome">
              <OutcomeMark outcome={outcomeOf(run)} />
            </Table.Td>
            <Table.Td data-label="What became of it">{run.says}</Table.Td>
            <Table.Td data-label="By">{run.operator}</Table.Td>
            <Table.Td>
              <Checkbox
                label="Compare"
                aria-label={`Compare run ${run.run}`}
                checked={chosen.includes(run.run)}
                onChange={() => turn(run.run)}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** The plan of an undo that somebody had looked at is applied like an approval, and is an undo all the same. */
export function kindOf({ kind, undoes }: Pick<Run, "kind" | "undoes">): string {
  return undoes === null ? runKindWords[kind] : runKindWords.undo;
}

export function outcomeOf({ outcome, state }: Pick<Run, "outcome" | "state">): string {
  if (outcome !== null) return outcome;
  return state === "died" ? "failed" : "running";
}
