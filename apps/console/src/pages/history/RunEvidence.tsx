import { Anchor, Box, Card, Code, Stack, Table, Text, Title } from "@mantine/core";
import { addressOf } from "@muster/api/address-of.ts";
import { runChangesCsv } from "@muster/api/resource/run.ts";
import { formatBytes } from "@muster/rules/report/number-words.ts";
import { TableHeads } from "../../parts/TableHeads.tsx";
import { count, counted, instant } from "../../parts/words.ts";
import type { Run } from "./shown-run.ts";

/** What proves the run: the files as they came, their hashes and rows, and the plan's own hash. */
export function RunEvidence({ run }: { readonly run: Run }) {
  return (
    <Stack gap="lg">
      {run.planHash === null ? null : (
        <Card withBorder>
          <Title order={2} size="h4" mb="xs">
            The plan
          </Title>
          <Text size="sm">
            Sealed as <Code style={{ overflowWrap: "anywhere" }}>{run.planHash}</Code>.{" "}
            {counted(run.applied, "change")} applied by this run and read again afterwards.
          </Text>
          <Anchor
            size="sm"
            underline="always"
            href={addressOf(runChangesCsv, { params: { run: run.run } })}
            download
          >
            Download every change as CSV
          </Anchor>
        </Card>
      )}
      {run.evidence === null ? <Text>No files belong to this run.</Text> : <Files evidence={run.evidence} />}
    </Stack>
  );
}

function Files({ evidence }: { readonly evidence: NonNullable<Run["evidence"]> }) {
  const { takenAt, contentHash, format, standing, files, tables } = evidence;
  return (
    <Card withBorder>
      <Title order={2} size="h4" mb="xs">
        The files
      </Title>
      <Text size="sm" mb="sm">
        Taken {instant(takenAt)}, {format}, {standing}. All of them together:{" "}
        <Code style={{ overflowWrap: "anywhere" }}>{contentHash}</Code>
      </Text>
      <Box role="region" aria-label="Files of the run" tabIndex={0} style={{ overflowX: "auto" }}>
        <Table captionSide="top" withTableBorder>
          <caption className="heard">Files with their size, rows and hash</caption>
          <TableHeads of={["File", "Size", "Rows", "Left out", "Written", "SHA-256"]} />
          <Table.Tbody>
            {files.map(({ path, size, sha256, modifiedAt }) => {
              const table = tables.find(({ file }) => file === path);
              return (
                <Table.Tr key={path}>
                  <Table.Th scope="row">{path}</Table.Th>
                  <Table.Td>{formatBytes(size)}</Table.Td>
                  <Table.Td>{table === undefined ? "" : count(table.received)}</Table.Td>
                  <Table.Td>{table === undefined ? "" : count(table.leftOut)}</Table.Td>
                  <Table.Td>{modifiedAt === null ? "" : instant(modifiedAt)}</Table.Td>
                  <Table.Td>
                    <Code title={sha256}>{sha256.slice(0, 16)}…</Code>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Box>
    </Card>
  );
}
