import { shortHash } from "@muster/rules/report/short-hash.ts";
import { TableHeads } from "../../parts/TableHeads.tsx";
import "../../parts/card-table.css";
import { Card, Table, Text, Title } from "@mantine/core";
import { TextLink } from "../../parts/TextLink.tsx";
import { count, instant } from "../../parts/words.ts";
import type { ListedPlan } from "./plan-values.ts";

/** The plans before. */
export function PlanList({
  plans,
  total,
}: {
  readonly plans: readonly ListedPlan[];
  readonly total: number;
}) {
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        Other plans
      </Title>
      <Table className="as-cards">
        <Table.Caption className="heard">The other plans of this district, the newest first</Table.Caption>
        <TableHeads of={["Plan", "Made", "From", "Changes", "What became of it"]} />
        <Table.Tbody>
          {plans.map((plan) => (
            <Table.Tr key={plan.hash + String(plan.run)}>
              <Table.Th scope="row" data-label="Plan" fw={400}>
                <TextLink to="/changes/$plan" params={{ plan: shortHash(plan.hash) }} ff="monospace">
                  {plan.hash.slice(0, 8)}
                </TextLink>
              </Table.Th>
              <Table.Td data-label="Made">{instant(plan.sealedAt)}</Table.Td>
              <Table.Td data-label="From">{originOf(plan)}</Table.Td>
              <Table.Td data-label="Changes">{count(plan.changes)}</Table.Td>
              <Table.Td data-label="What became of it">{plan.says}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {total > plans.length + 1 ? (
        <Text size="sm" mt="xs">
          {count(total - plans.length - 1)} older plans are in the <TextLink to="/history">history</TextLink>,
          with their runs.
        </Text>
      ) : null}
    </Card>
  );
}

function originOf(plan: ListedPlan): string {
  return plan.kind === "undo"
    ? `Undo of run ${plan.undoesRun ?? ""}`
    : (plan.source ?? "Files given by hand");
}
