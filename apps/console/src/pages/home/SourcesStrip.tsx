import { TableHeads } from "../../parts/TableHeads.tsx";
import "../../parts/card-table.css";
import { Button, Card, Stack, Table, Text, Title } from "@mantine/core";
import { askForSync } from "@muster/api/resource/sync.ts";
import { IconRefresh } from "@tabler/icons-react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { OutcomeMark } from "../../parts/OutcomeMark.tsx";
import { type Standing, StateMark } from "../../parts/StateMark.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { told } from "../../parts/told.ts";
import type { Home } from "./home.ts";

type Source = Home["sources"][number];

/** Each source: how good its data is, how its last sync ended, what it does now, and when it starts next. */
export function SourcesStrip({ sources }: { readonly sources: Home["sources"] }) {
  return (
    <Card withBorder component="section" aria-labelledby="home-sources">
      <Title order={2} size="h4" id="home-sources" mb="xs">
        Sources
      </Title>
      <Table className="as-cards" captionSide="top">
        <caption className="heard">Sources with their last good data</caption>
        <TableHeads of={["Source", "Last good data", "Last result", "Now", "Next"]} deeds="Actions" />
        <Table.Tbody>
          {sources.map((source) => (
            <SourceRow key={source.sourceId} source={source} />
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}

function SourceRow({ source }: { readonly source: Source }) {
  const { sourceId, name, ageSays, isOld, last, nowSays, nextSays, trouble } = source;
  return (
    <Table.Tr>
      <Table.Th scope="row" data-label="Source">
        <TextLink to="/sources/$source" params={{ source: String(sourceId) }}>
          {name}
        </TextLink>
        {trouble === null ? null : (
          <Text size="sm" fw={400}>
            {trouble.what}
          </Text>
        )}
      </Table.Th>
      <Table.Td data-label="Last good data">
        {isOld ? <StateMark standing="bad" word={ageSays} /> : ageSays}
      </Table.Td>
      <Table.Td data-label="Last result">
        {last === null ? "None yet" : <OutcomeMark outcome={last.outcome} />}
      </Table.Td>
      <Table.Td data-label="Now">
        <StateMark standing={nowStanding(source)} word={nowSays} />
      </Table.Td>
      <Table.Td data-label="Next">{nextSays}</Table.Td>
      <Table.Td>
        <SyncNow source={source} />
      </Table.Td>
    </Table.Tr>
  );
}

function nowStanding({ now, state }: Source): Standing {
  if (now !== "idle") return "busy";
  return state === "enabled" ? "open" : "paused";
}

function SyncNow({ source: { sourceId, name, canSync } }: { readonly source: Source }) {
  const ask = useDeed(askForSync);
  const may = useMay("decide");
  if (!may || !canSync) return null;
  return (
    <Stack gap="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        loading={ask.isPending}
        aria-label={`Sync ${name} now`}
        onClick={() => ask.mutate({ body: { source: sourceId } }, { onSuccess: ({ says }) => told(says) })}
      >
        Sync now
      </Button>
      {ask.error === null ? null : <MessageCard message={ask.error.problem} />}
    </Stack>
  );
}
