import { Alert, Anchor, Button, Card, Group, List, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { listSourceKinds } from "@muster/api/resource/source.ts";
import { type SourceChoice, sourceChoices } from "@muster/rules/report/set-up/source-choices.ts";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { NewSource } from "./NewSource.tsx";

/** Adds a source: chosen by what a district has, told, tried, and only then saved. */
export function AddSourcePage() {
  const maySet = useMay("set");
  const kinds = useAsk(listSourceKinds);
  const [choice, choose] = useState<SourceChoice>();
  if (!maySet)
    return (
      <>
        <PageHead title="Add a source" />
        <Alert color="gray" title="Your role does not connect sources">
          An owner or a data manager of your district can. Owners give roles under Settings.
        </Alert>
      </>
    );
  return (
    <>
      <PageHead
        title={choice === undefined ? "Add a source" : choice.title}
        says={choice === undefined ? "Take the first question that you answer with yes." : choice.needs}
      >
        {choice === undefined ? null : (
          <Button variant="default" onClick={() => choose(undefined)}>
            Choose another
          </Button>
        )}
      </PageHead>
      <Answer of={kinds}>
        {({ items }) => {
          const kind = items.find((one) => one.kind === choice?.kind);
          return kind === undefined ? (
            <Choices onChoose={choose} />
          ) : (
            <NewSource key={kind.kind} kind={kind} />
          );
        }}
      </Answer>
    </>
  );
}

function Choices({ onChoose }: { readonly onChoose: (choice: SourceChoice) => void }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      {sourceChoices.map((choice) => (
        <Card key={choice.kind} withBorder component="section" aria-label={choice.title}>
          <Stack gap="sm" h="100%">
            <Title order={2} size="h4">
              {choice.asks}
            </Title>
            <List size="sm" spacing={4} icon={<IconCheck size={16} aria-label="Brings" />}>
              {choice.brings.map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
            <List size="sm" spacing={4} icon={<IconMinus size={16} aria-label="Does not" />}>
              {choice.lacks.map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
            <Group mt="auto">
              {choice.kind === "upload" ? (
                <Button variant="default" component={Link} to="/sources/files">
                  Bring files from this computer
                </Button>
              ) : (
                <Button variant="default" onClick={() => onChoose(choice)}>
                  {`Connect: ${choice.title}`}
                </Button>
              )}
            </Group>
          </Stack>
        </Card>
      ))}
      <Card withBorder component="section" aria-label="Nothing of this">
        <Stack gap="sm">
          <Title order={2} size="h4">
            Only looking?
          </Title>
          <Text size="sm">
            A practice district of made-up people can be made in half a minute. Nothing of it touches yours.
          </Text>
          <Anchor component={Link} to="/start">
            Go to the first steps
          </Anchor>
        </Stack>
      </Card>
    </SimpleGrid>
  );
}
