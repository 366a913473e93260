import { Anchor, Box, Stack, Table, Text, Title } from "@mantine/core";
import { addressOf } from "@muster/api/address-of.ts";
import { listTemplates, showTemplate } from "@muster/api/resource/code.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TableHeads } from "../../parts/TableHeads.tsx";

/** The files that Muster reads, each to be downloaded with its column names and no rows. */
export function TemplateTable() {
  const templates = useAsk(listTemplates);
  return (
    <Stack component="section" gap="sm" aria-labelledby="files-to-begin-with">
      <Title order={2} size="h4" id="files-to-begin-with">
        Files to begin with
      </Title>
      <Text size="sm">Each holds the column names and no rows. Keep the names as they are.</Text>
      <Answer of={templates}>
        {({ items }) => (
          <Box role="region" aria-label="Files to begin with" tabIndex={0} style={{ overflowX: "auto" }}>
            <Table miw={560} captionSide="top">
              <caption className="heard">Files that Muster reads</caption>
              <TableHeads of={["File", "What it is for", "Columns it cannot do without"]} />
              <Table.Tbody>
                {items.map(({ name, says, isNeeded, needed }) => (
                  <Table.Tr key={name}>
                    <Table.Th scope="row">
                      <Anchor
                        href={addressOf(showTemplate, { params: { name } })}
                        underline="always"
                        size="sm"
                      >
                        {name}
                      </Anchor>
                    </Table.Th>
                    <Table.Td>
                      {says} <b>{isNeeded ? "Needed." : ""}</b>
                    </Table.Td>
                    <Table.Td>{needed.join(", ")}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Box>
        )}
      </Answer>
    </Stack>
  );
}
