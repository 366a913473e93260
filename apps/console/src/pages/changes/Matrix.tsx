import { Card, Stack, Table, Text, Title, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { count } from "../../parts/words.ts";
import { kindLabels, type MatrixCell, type Plan } from "./plan-values.ts";
import { usePlanSearch } from "./use-plan-search.ts";

/** How many records of each type come, change and leave; every number lists its changes. */
export function Matrix({ plan, toRows }: { readonly plan: Plan; readonly toRows: () => void }) {
  const [search, set] = usePlanSearch();
  if (plan.matrix.length === 0) return null;
  const pick = (type: string, kind: string): void => {
    const isPicked = search.type === type && search.kind === kind;
    set({
      type: isPicked ? undefined : type,
      kind: isPicked ? undefined : kind,
      group: undefined,
      school: undefined,
      standing: undefined,
    });
    if (!isPicked) toRows();
  };
  return (
    <Card withBorder component="section" aria-labelledby="plan-matrix">
      <Title order={2} size="h4" id="plan-matrix" mb="xs">
        What would change
      </Title>
      <div className="plan-scroll">
        <Table className="plan-matrix">
          <Table.Caption className="heard">
            Changes by type of record and kind; each number lists its changes. A triangle marks what passed a
            limit.
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Records</Table.Th>
              {Object.values(kindLabels).map((label) => (
                <Table.Th key={label} scope="col">
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {plan.matrix.map((row) => (
              <Table.Tr key={row.type}>
                <Table.Th scope="row">
                  {row.label}
                  <Text span size="xs" className="quiet" display="block" fw={400}>
                    of {count(row.base)}
                  </Text>
                </Table.Th>
                {row.cells.map((cell) => (
                  <Table.Td key={cell.kind}>
                    <Cell
                      cell={cell}
                      label={`${row.label}: ${kindLabels[cell.kind].toLowerCase()}`}
                      isPicked={search.type === row.type && search.kind === cell.kind}
                      pick={() => pick(row.type, cell.kind)}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Card>
  );
}

function Cell({
  cell,
  label,
  isPicked,
  pick,
}: {
  readonly cell: MatrixCell;
  readonly label: string;
  readonly isPicked: boolean;
  readonly pick: () => void;
}) {
  if (cell.changes === 0)
    return (
      <Text span className="quiet">
        0
      </Text>
    );
  return (
    <UnstyledButton className="plan-cell" aria-pressed={isPicked} onClick={pick}>
      <Stack gap={0}>
        <span className="heard">{label}: </span>
        <Text span fw={600}>
          {count(cell.changes)}
        </Text>
        <Text span size="xs">
          {cell.share}
        </Text>
        {cell.held === 0 ? null : (
          <Text span size="xs" className="plan-held">
            <IconAlertTriangle size={13} aria-hidden /> {count(cell.held)} held
          </Text>
        )}
        <span className="heard">, list them</span>
      </Stack>
    </UnstyledButton>
  );
}
