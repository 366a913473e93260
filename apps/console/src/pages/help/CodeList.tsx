import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { listCodes } from "@muster/api/resource/code.ts";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { counted } from "../../parts/words.ts";
import { type CodeItem, findCodes, type HelpSearch } from "./help-search.ts";

/** So many are shown before somebody asks for all. */
const shown = 12;

/** Every message there is, or those that say what was typed. */
export function CodeList({ typed, isAll }: { readonly typed: string; readonly isAll: boolean }) {
  const codes = useAsk(listCodes);
  return (
    <Stack component="section" gap="sm" aria-labelledby="messages">
      <Title order={2} size="h4" id="messages">
        Messages
      </Title>
      <Answer of={codes}>
        {({ items }) => {
          const found = findCodes(items, typed);
          return <Found found={found} typed={typed} isAll={isAll} />;
        }}
      </Answer>
    </Stack>
  );
}

function Found({
  found,
  typed,
  isAll,
}: {
  readonly found: readonly CodeItem[];
  readonly typed: string;
  readonly isAll: boolean;
}) {
  const navigate = useNavigate();
  const search: HelpSearch = useSearch({ strict: false });
  const some = isAll ? found : found.slice(0, shown);
  return (
    <>
      <Text size="sm" role="status">
        {found.length === 0
          ? `No message says "${typed}". Try one word of it, or the code below the message.`
          : `${counted(found.length, "message")}${typed === "" ? "" : ` for "${typed}"`}`}
      </Text>
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
        {some.map((item) => (
          <CodeLine key={item.code} item={item} />
        ))}
      </Stack>
      {some.length === found.length ? null : (
        <Button
          w="fit-content"
          variant="default"
          size="sm"
          onClick={() => void navigate({ to: "/help", search: { ...search, all: true }, resetScroll: false })}
        >
          Show all {found.length} messages
        </Button>
      )}
    </>
  );
}

const kinds = { finding: "Problem of the files", gate: "Why a plan waits", fault: "Failure" } as const;

function CodeLine({ item: { code, kind, message } }: { readonly item: CodeItem }) {
  return (
    <Card component="li" withBorder padding="sm">
      <Group justify="space-between" gap="xs" align="start">
        <Stack gap={2} style={{ flex: "1 1 18rem", minWidth: 0 }}>
          <TextLink to="/help/codes/$code" params={{ code }} fw={600} style={{ overflowWrap: "anywhere" }}>
            {message.what}
          </TextLink>
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {message.fix}
          </Text>
          <Text size="xs" ff="monospace" style={{ overflowWrap: "anywhere" }}>
            {code}
          </Text>
        </Stack>
        <Badge variant="default" tt="none" fw={500}>
          {kinds[kind]}
        </Badge>
      </Group>
    </Card>
  );
}
