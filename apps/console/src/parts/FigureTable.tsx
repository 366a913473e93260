import { Table, type TableProps } from "@mantine/core";
import { TableHeads } from "./TableHeads.tsx";

/** Figures as a table: plain values, of which the first of each row names it. On a phone each value knows its column. */
export function FigureTable({
  title,
  columns,
  rows,
  ...look
}: {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
} & Pick<TableProps, "className" | "stickyHeader">) {
  return (
    <Table captionSide="top" {...look}>
      <caption className="heard">{title}</caption>
      <TableHeads of={columns} />
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.join("|")}>
            {row.map((cell, place) =>
              place === 0 ? (
                <Table.Th key={columns[place]} scope="row" fw={500}>
                  {cell}
                </Table.Th>
              ) : (
                <Table.Td key={columns[place]} data-label={columns[place]}>
                  {cell}
                </Table.Td>
              ),
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
