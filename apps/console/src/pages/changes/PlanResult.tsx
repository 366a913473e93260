import { TableHeads } from "../../parts/TableHeads.tsx";
import "../../parts/card-table.css";
import { Button, Card, Group, Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { StateMark } from "../../parts/StateMark.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { count, counted, instant } from "../../parts/words.ts";
import { kindLabels, type Plan } from "./plan-values.ts";

/** What became of the plan beside what it foretold, who did it and why, and the way back. */
export function PlanResult({ plan }: { readonly plan: Plan }) {
  if (plan.runs.length === 0) return null;
  const rows = plan.matrix.flatMap(({ type, label, cells }) =>
    cells.filter(({ changes }) => changes > 0).map((cell) => ({ ...cell, type, label })),
  );
  return (
    <Card withBorder component="section" aria-labelledby="plan-result">
      <Title order={2} size="h4" id="plan-result" mb="xs">
        What was done
      </Title>
      <Stack gap="sm">
        {plan.runs.map((run) => (
          <Group key={run.run} justify="space-between" align="start">
            <Stack gap={2} flex="1 1 18rem">
              <StateMark
                standing={run.isProven ? "good" : "bad"}
                word={
                  run.isProven
                    ? `${counted(run.changes, "change")} made and read again`
                    : `${counted(run.changes, "change")} made; reading them again failed`
                }
              />
              <Text size="sm">
                <TextLink to="/history/$run" params={{ run: String(run.run) }}>
                  Run {run.run}
                </TextLink>{" "}
                by {run.operator}, {instant(run.at)}
                {run.approvedFor === null
                  ? ""
                  : `. Approved by ${run.approvedBy ?? run.operator}: ${run.approvedFor}`}
              </Text>
            </Stack>
            <Button
              size="compact-sm"
              variant="default"
              renderRoot={(props) => (
                <Link to="/history/$run/undo" params={{ run: String(run.run) }} {...props} />
              )}
            >
              Look at taking run {run.run} back
            </Button>
          </Group>
        ))}
        <details>
          <summary className="plan-summary">Foretold and done, side by side</summary>
          <Table className="as-cards" mt="xs">
            <Table.Caption className="heard">What the plan foretold beside what was done</Table.Caption>
            <TableHeads of={["Records", "Foretold", "Done", "Not done"]} />
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={`${row.type}/${row.kind}`}>
                  <Table.Th scope="row" data-label="Records" fw={400}>
                    {row.label}: {kindLabels[row.kind].toLowerCase()}
                  </Table.Th>
                  <Table.Td data-label="Foretold">{count(row.changes)}</Table.Td>
                  <Table.Td data-label="Done">{count(row.applied)}</Table.Td>
                  <Table.Td data-label="Not done">{count(row.changes - row.applied)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </details>
      </Stack>
    </Card>
  );
}
