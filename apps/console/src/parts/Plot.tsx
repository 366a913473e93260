import { Anchor, Box, Button, Card, Group, Stack, Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useState } from "react";

/** A picture of figures that can always be read instead: as a sentence, as a table, as a file. */
export interface PlotProps {
  readonly title: string;
  /** What somebody sees who looks at it, said in a sentence or two. */
  readonly summary: string;
  readonly columns: readonly string[];
  /** Figures and days alone: they are kept as a file as they are. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly order?: 2 | 3;
  readonly children: ReactNode;
}

/** The frame of every plot: its title, what it says in words, and the same as a table (ux.md §16). */
export function Plot({ title, summary, columns, rows, order = 2, children }: PlotProps) {
  const [isTable, setTable] = useState(false);
  return (
    <Card withBorder component="figure" m={0}>
      <Stack gap="sm">
        <Group justify="space-between" align="start" gap="xs">
          <Box flex="1 1 14rem">
            <Title order={order} size="h4">
              {title}
            </Title>
            <Text component="figcaption" size="sm">
              {summary}
            </Text>
          </Box>
          <Group gap="sm">
            {isTable ? <CsvLink title={title} columns={columns} rows={rows} /> : null}
            <Button
              size="compact-sm"
              variant="default"
              aria-pressed={isTable}
              onClick={() => setTable(!isTable)}
            >
              {isTable ? "Show as a picture" : "Show as a table"}
            </Button>
          </Group>
        </Group>
        {isTable ? <Figures title={title} columns={columns} rows={rows} /> : children}
      </Stack>
    </Card>
  );
}

function Figures({ title, columns, rows }: Pick<PlotProps, "title" | "columns" | "rows">) {
  return (
    <Box role="region" aria-label={title} tabIndex={0} mah={360} style={{ overflow: "auto" }}>
      <Table stickyHeader captionSide="top">
        <caption className="heard">{title}</caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.join("|")}>
              {row.map((cell, place) =>
                place === 0 ? (
                  <Table.Th key={columns[place]} scope="row" fw={400}>
                    {cell}
                  </Table.Th>
                ) : (
                  <Table.Td key={columns[place]}>{cell}</Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

function CsvLink({ title, columns, rows }: Pick<PlotProps, "title" | "columns" | "rows">) {
  const text = [columns, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n");
  return (
    <Anchor
      size="sm"
      href={`data:text/csv;charset=utf-8,${encodeURIComponent(text)}`}
      download={`${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.csv`}
    >
      Download CSV
    </Anchor>
  );
}

function csvCell(cell: string | number): string {
  const text = typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
