import { Table } from "@mantine/core";

/** The heads of a table's columns, each read out with the cells below it. */
export function TableHeads({
  of,
  deeds,
}: {
  readonly of: readonly string[];
  /** Names a last column of buttons, which says nothing to see. */
  readonly deeds?: string;
}) {
  return (
    <Table.Thead>
      <Table.Tr>
        {of.map((name) => (
          <Table.Th key={name} scope="col">
            {name}
          </Table.Th>
        ))}
        {deeds === undefined ? null : (
          <Table.Th scope="col">
            <span className="heard">{deeds}</span>
          </Table.Th>
        )}
      </Table.Tr>
    </Table.Thead>
  );
}
