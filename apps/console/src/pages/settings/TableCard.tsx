import { Card, Table } from "@mantine/core";
import type { ReactNode } from "react";
import "../../parts/card-table.css";

/** A table on a card of its own. On a phone each row is a card; between the two it is pushed sideways inside its box. */
export function TableCard({
  name,
  columns,
  children,
}: {
  /** What is in it, as it is read out. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <Card withBorder padding="xs">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section style={{ overflowX: "auto" }} tabIndex={0} aria-label={name}>
        <Table verticalSpacing="sm" className="as-cards">
          <Table.Caption className="heard">{name}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column} scope="col" style={{ whiteSpace: "nowrap" }}>
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </Table>
      </section>
    </Card>
  );
}
