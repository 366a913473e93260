import { TableHeads } from "../../parts/TableHeads.tsx";
import "../../parts/card-table.css";
import { Card, Table, Text, Title } from "@mantine/core";
import { counted } from "../../parts/words.ts";
import type { Look } from "./shown-run.ts";

const reasons = {
  changed: "It was changed after that run",
  needed: "Others who stay need it",
} as const;

/** What an undo leaves as it is, and why. */
export function KeptRecords({ kept, total }: { readonly kept: Look["kept"]; readonly total: number }) {
  if (kept.length === 0) return null;
  return (
    <Card withBorder>
      <Title order={2} size="h4">
        What stays as it is
      </Title>
      <Text size="sm" mb="sm">
        {counted(total, "record")} would not be taken back
        {total > kept.length ? `; the first ${kept.length} are named here` : ""}. Nobody's later work is lost.
      </Text>
      <Table className="as-cards" captionSide="top">
        <caption className="heard">Records that stay as they are</caption>
        <TableHeads of={["Who or what", "Kind", "Fields", "Why it stays"]} />
        <Table.Tbody>
          {kept.map(({ type, recordId, name, noun, fields, because }) => (
            <Table.Tr key={`${type}/${recordId}`}>
              <Table.Th scope="row">{name === "" ? "Without a name" : name}</Table.Th>
              <Table.Td data-label="Kind">{noun}</Table.Td>
              <Table.Td data-label="Fields">{fields.length === 0 ? "all" : fields.join(", ")}</Table.Td>
              <Table.Td data-label="Why it stays">{reasons[because]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
