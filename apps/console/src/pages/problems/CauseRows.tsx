import { Anchor, Box, Button, Group, NativeSelect, Stack, Table, Text } from "@mantine/core";
import { addressOf } from "@muster/api/address-of.ts";
import { exportProblems, listProblemRows } from "@muster/api/resource/finding.ts";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { count, counted } from "../../parts/words.ts";
import {
  type Cause,
  type CausePart,
  type ProblemRow,
  type ProblemsSearch,
  partName,
} from "./problem-cause.ts";

const rowsPerPage = 20;

/** The rows that a cause is about, part by part, a page at a time. */
export function CauseRows({ cause }: { readonly cause: Cause }) {
  const search: ProblemsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const parts = [cause.lead, ...cause.follows];
  const shown = parts.find((part) => partKey(part) === search.rows) ?? cause.lead;
  const choose = (rows: string): void =>
    void navigate({ to: "/problems", search: { ...search, rows }, resetScroll: false });
  return (
    <Stack gap="xs">
      {parts.length > 1 ? (
        <NativeSelect
          label="Rows of"
          value={partKey(shown)}
          onChange={(event) => choose(event.currentTarget.value)}
          data={parts.map((part) => ({ value: partKey(part), label: partName(part) }))}
          maw={560}
        />
      ) : null}
      <PartRows key={partKey(shown)} source={cause.source.sourceId} part={shown} />
    </Stack>
  );
}

function partKey({ code, file }: CausePart): string {
  return `${code}~${file}`;
}

function PartRows({ source, part }: { readonly source: number; readonly part: CausePart }) {
  // The places where pages begin; the last is that of the page shown.
  const [places, setPlaces] = useState<readonly (string | undefined)[]>([undefined]);
  const { code, file } = part;
  const after = places.at(-1);
  const rows = useAsk(
    listProblemRows,
    {
      params: { code },
      query: { source, file, limit: rowsPerPage, ...(after === undefined ? {} : { after }) },
    },
    { keepsOld: true },
  );
  return (
    <Answer of={rows}>
      {({ items, next, total }) => {
        const from = (places.length - 1) * rowsPerPage;
        return (
          <Stack gap="xs">
            <Group justify="space-between" gap="xs">
              <Text size="sm" aria-live="polite">
                {total <= rowsPerPage
                  ? counted(total, "row")
                  : `Rows ${count(from + 1)} to ${count(from + items.length)} of ${count(total)}`}
              </Text>
              <Anchor size="sm" href={addressOf(exportProblems, { query: { source, file, code } })}>
                Download these rows as CSV
              </Anchor>
            </Group>
            <RowTable rows={items} caption={part.what} />
            {total <= rowsPerPage ? null : (
              <Group gap="xs">
                <Button
                  size="xs"
                  variant="default"
                  disabled={places.length === 1}
                  onClick={() => setPlaces(places.slice(0, -1))}
                >
                  Previous rows
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  disabled={next === null}
                  onClick={() => setPlaces([...places, next ?? undefined])}
                >
                  Next rows
                </Button>
              </Group>
            )}
          </Stack>
        );
      }}
    </Answer>
  );
}

function RowTable({ rows, caption }: { readonly rows: readonly ProblemRow[]; readonly caption: string }) {
  const hasWas = rows.some(({ was }) => was !== "");
  const hasNow = rows.some(({ now }) => now !== "");
  const hasColumn = rows.some(({ column }) => column !== "");
  return (
    <Box role="region" aria-label={caption} tabIndex={0} style={{ overflowX: "auto" }}>
      <Table miw={480} captionSide="top">
        <caption className="heard">{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">File</Table.Th>
            <Table.Th scope="col">Row</Table.Th>
            <Table.Th scope="col">ID</Table.Th>
            {hasColumn ? <Table.Th scope="col">Column</Table.Th> : null}
            {hasWas ? <Table.Th scope="col">Was</Table.Th> : null}
            {hasNow ? <Table.Th scope="col">Says</Table.Th> : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={`${row.run} ${row.file} ${row.row} ${row.column} ${row.id} ${row.now}`}>
              <Table.Td>{row.file === "" ? "all of it" : row.file}</Table.Td>
              <Table.Td>{row.row === null ? "–" : count(row.row)}</Table.Td>
              <Table.Td>{row.id === "" ? "–" : row.id}</Table.Td>
              {hasColumn ? <Table.Td>{row.column}</Table.Td> : null}
              {hasWas ? <Table.Td>{row.was}</Table.Td> : null}
              {hasNow ? <Table.Td>{row.now}</Table.Td> : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
