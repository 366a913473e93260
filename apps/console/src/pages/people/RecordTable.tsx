import { Box, Card, Stack, Table, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import { TableHeads } from "../../parts/TableHeads.tsx";

/** A record as a row of cells; the first says what it is and leads to it. */
export interface RecordRow {
  readonly key: string;
  readonly cells: readonly ReactNode[];
}

/** Records as a table; on a phone each is a card, with the heads of the columns beside its values. */
export function RecordTable({
  caption,
  heads,
  rows,
}: {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly RecordRow[];
}) {
  const isNarrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  if (isNarrow)
    return (
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }} aria-label={caption}>
        {rows.map((row) => (
          <Card component="li" key={row.key} withBorder padding="sm">
            <RecordCard heads={heads} row={row} />
          </Card>
        ))}
      </Stack>
    );
  return (
    <Card withBorder padding={0}>
      <Box role="region" aria-label={caption} tabIndex={0} style={{ overflowX: "auto" }}>
        <Table verticalSpacing="xs" horizontalSpacing="md" highlightOnHover>
          <caption className="heard">{caption}</caption>
          <TableHeads of={heads} />
          <Table.Tbody>
            {rows.map(({ key, cells }) => (
              <Table.Tr key={key}>
                {cells.map((cell, place) => (
                  <Table.Td key={heads[place]}>{cell}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
    </Card>
  );
}

function RecordCard({ heads, row }: { readonly heads: readonly string[]; readonly row: RecordRow }) {
  const [first, ...rest] = row.cells;
  return (
    <Stack gap={2}>
      <Text component="div" fw={600}>
        {first}
      </Text>
      {rest.map((cell, place) =>
        cell === "" || cell === null ? null : (
          <Text component="div" size="sm" key={heads[place + 1]}>
            {heads[place + 1]}: {cell}
          </Text>
        ),
      )}
    </Stack>
  );
}
