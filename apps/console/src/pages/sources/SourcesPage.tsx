import { Button, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { listSources } from "@muster/api/resource/source.ts";
import { IconPlus, IconUpload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { LiveRuns } from "../../parts/LiveRuns.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { StateMark } from "../../parts/StateMark.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { instant } from "../../parts/words.ts";
import { type ListedSource, lastOf, nextOf, nowOf, stateOf } from "./source-words.ts";

/** Where the roster comes from: each source with its last result and what it does now, as two facts. */
export function SourcesPage() {
  const sources = useAsk(listSources, {}, { everyMs: 5_000 });
  const maySet = useMay("set");
  const mayDecide = useMay("decide");
  return (
    <>
      <PageHead title="Sources" says="Where the roster comes from, and how each source fares.">
        <Button variant="default" component={Link} to="/sources/schools">
          Match schools
        </Button>
        {mayDecide ? (
          <Button
            variant="default"
            component={Link}
            to="/sources/files"
            leftSection={<IconUpload size={16} aria-hidden />}
          >
            Bring files
          </Button>
        ) : null}
        {maySet ? (
          <Button component={Link} to="/sources/new" leftSection={<IconPlus size={16} aria-hidden />}>
            Add a source
          </Button>
        ) : null}
      </PageHead>
      <LiveRuns />
      <Answer of={sources}>
        {({ items }) =>
          items.length === 0 ? (
            <NoSource maySet={maySet} />
          ) : (
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              {items.map((source) => (
                <SourceCard key={source.source} source={source} />
              ))}
            </SimpleGrid>
          )
        }
      </Answer>
    </>
  );
}

function SourceCard({ source }: { readonly source: ListedSource }) {
  const { lastGood } = source;
  return (
    <Card withBorder component="section" aria-labelledby={`source-${source.source}`}>
      <Stack gap="sm">
        <Group justify="space-between" align="start">
          <Stack gap={0} style={{ flex: "1 1 12rem", minWidth: 0 }}>
            <Title order={2} size="h4" id={`source-${source.source}`}>
              <TextLink to="/sources/$source" params={{ source: String(source.source) }}>
                {source.name}
              </TextLink>
            </Title>
            <Text size="sm" c="dimmed">
              {source.kindLabel}
            </Text>
          </Stack>
          <StateMark {...stateOf(source)} />
        </Group>
        <Fact label="Last good data">
          {lastGood === null ? (
            <Text size="sm">None yet</Text>
          ) : (
            <Text size="sm">
              <TextLink to="/history/$run" params={{ run: String(lastGood.run) }}>
                {instant(lastGood.at)}
              </TextLink>
            </Text>
          )}
        </Fact>
        <Fact label="Last result">
          <StateMark {...lastOf(source)} />
        </Fact>
        <Fact label="Now">
          <StateMark {...nowOf(source)} />
        </Fact>
        <Fact label="Next run">
          <Text size="sm">{nextOf(source)}</Text>
        </Fact>
      </Stack>
    </Card>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Group gap="sm" wrap="nowrap" align="start">
      <Text size="sm" c="dimmed" w="7.5rem" style={{ flex: "none" }}>
        {label}
      </Text>
      {children}
    </Group>
  );
}

function NoSource({ maySet }: { readonly maySet: boolean }) {
  return (
    <Card withBorder padding="xl">
      <Stack align="start">
        <Title order={2} size="h4">
          No source yet
        </Title>
        <Text>
          A source is where your roster comes from: Clever, ClassLink, a OneRoster server, or files. Connect
          yours, or look around with a practice district first.
        </Text>
        <Group>
          {maySet ? (
            <Button component={Link} to="/sources/new">
              Connect your roster
            </Button>
          ) : null}
          <Button variant="default" component={Link} to="/start">
            Set up step by step
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
