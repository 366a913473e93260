import { Anchor, Card, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { KeyTable } from "../../parts/KeyTable.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { ShortcutSwitch } from "../../parts/ShortcutSwitch.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { CodeList } from "./CodeList.tsx";
import { findTexts, type HelpSearch } from "./help-search.ts";
import type { HelpText } from "./help-texts.ts";
import { TemplateTable } from "./TemplateTable.tsx";

/** Everything there is to look up, found by a word. */
export function HelpPage() {
  const search: HelpSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const typed = search.q ?? "";
  const look = (q: string): void =>
    void navigate({ to: "/help", search: q === "" ? {} : { q }, replace: true, resetScroll: false });
  return (
    <>
      <PageHead title="Help" says="Short texts, every message with what to do, and files to begin with." />
      <Stack gap="xl">
        <TextInput
          type="search"
          size="md"
          maw={560}
          label="Find in the help"
          description="A word of a message, or its code"
          leftSection={<IconSearch size={18} aria-hidden />}
          value={typed}
          onChange={(event) => look(event.currentTarget.value)}
        />
        <Texts texts={findTexts(typed)} />
        <CodeList typed={typed} isAll={search.all === true} />
        {typed === "" ? <Rest /> : null}
      </Stack>
    </>
  );
}

function Texts({ texts }: { readonly texts: readonly HelpText[] }) {
  if (texts.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="how">
      <Title order={2} size="h4" id="how">
        How to
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {texts.map(({ id, title, lines, goTo }) => (
          <Card withBorder key={id} id={id} component="article">
            <Stack gap="xs">
              <Title order={3} size="h5">
                {title}
              </Title>
              {lines.map((line) => (
                <Text size="sm" key={line}>
                  {line}
                </Text>
              ))}
              {goTo === undefined ? null : (
                <Text size="sm">
                  <TextLink to={goTo.to}>{goTo.label}</TextLink>
                </Text>
              )}
            </Stack>
          </Card>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Rest() {
  return (
    <>
      <TemplateTable />
      <Stack component="section" gap="sm" aria-labelledby="keys" maw={560}>
        <Title order={2} size="h4" id="keys">
          Keys
        </Title>
        <KeyTable />
        <ShortcutSwitch />
      </Stack>
      <Stack component="section" gap="sm" aria-labelledby="more" maw={640}>
        <Title order={2} size="h4" id="more">
          Programs, and people
        </Title>
        <Text size="sm">
          Everything this console shows and does can be asked for by programs too, with a token from Settings.{" "}
          <Anchor href="/api/v1/reference" underline="always">
            Read the description of the interface
          </Anchor>
        </Text>
        <Text size="sm">
          Does a message say that whoever runs Muster for you can mend it? Give them its code and the number
          of the run; they need no name of anybody. Questions about a roster go to the data managers of your
          district, who are listed under <TextLink to="/settings">Settings</TextLink>. What the vendor of the
          student information system has to mend is told with a text ready to be sent.
        </Text>
      </Stack>
    </>
  );
}
