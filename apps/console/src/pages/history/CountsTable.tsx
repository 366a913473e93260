import { Box, Table } from "@mantine/core";
import { capital } from "@muster/rules/report/letter-case.ts";
import { plural } from "@muster/rules/report/number-words.ts";
import { recordNouns } from "@muster/rules/report/wording/record-words.ts";
import { count } from "../../parts/words.ts";

const columns = [
  ["create", "Added"],
  ["update", "Changed"],
  ["archive", "Gone"],
  ["restore", "Back"],
  ["keep", "Unchanged"],
] as const;

/** A plan in numbers: a line for each kind of record that it touches or keeps. */
export function CountsTable({
  counts,
  caption,
}: {
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly caption: string;
}) {
  const rows = Object.entries(recordNouns).filter(([type]) =>
    Object.values(counts[type] ?? {}).some((amount) => amount > 0),
  );
  if (rows.length === 0) return null;
  return (
    <Box role="region" aria-label={caption} tabIndex={0} style={{ overflowX: "auto" }}>
      <Table captionSide="top" withTableBorder>
        <caption className="heard">{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">What</Table.Th>
            {columns.map(([action, title]) => (
              <Table.Th key={action} scope="col" ta="right">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([type, noun]) => (
            <Row key={type} noun={plural(noun)} counts={counts[type] ?? {}} />
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

function Row({ noun, counts }: { readonly noun: string; readonly counts: Readonly<Record<string, number>> }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {capital(noun)}
      </Table.Th>
      {columns.map(([action]) => (
        <Table.Td key={action} ta="right" fw={action !== "keep" && (counts[action] ?? 0) > 0 ? 650 : 400}>
          {count(counts[action] ?? 0)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
