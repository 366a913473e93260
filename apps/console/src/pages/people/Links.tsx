import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconPencil } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { TextLink } from "../../parts/TextLink.tsx";
import { instant } from "../../parts/words.ts";

interface ShownLink {
  readonly sourceId: number;
  readonly source: string;
  readonly sourcedId: string;
  readonly otherIds?: readonly string[];
  readonly isListed: boolean;
  readonly takenAt?: string | null;
}

/** Which rows of which sources a record stands for. */
export function Links({
  links,
  none,
  deed,
}: {
  readonly links: readonly ShownLink[];
  readonly none: ReactNode;
  /** What can be done about a link; left out: nothing. */
  readonly deed?: (link: ShownLink) => ReactNode;
}) {
  return (
    <Card withBorder component="section" aria-labelledby="links">
      <Stack gap="sm">
        <Title order={2} size="h4" id="links">
          Where it comes from
        </Title>
        {links.length === 0 ? (
          <Group gap="xs" wrap="nowrap">
            <IconPencil size={16} aria-hidden />
            <Text size="sm">{none}</Text>
          </Group>
        ) : (
          links.map((link) => (
            <Stack key={`${link.sourceId} ${link.sourcedId}`} gap="xs">
              <LinkLine link={link} />
              {deed?.(link)}
            </Stack>
          ))
        )}
      </Stack>
    </Card>
  );
}

function LinkLine({ link }: { readonly link: ShownLink }) {
  const { sourceId, source, sourcedId, otherIds = [], isListed, takenAt } = link;
  const Icon = isListed ? IconCheck : IconAlertTriangle;
  const seen = takenAt == null ? "" : ` of ${instant(takenAt)}`;
  return (
    <Stack gap={2}>
      <Text size="sm">
        <b>{sourcedId}</b> in{" "}
        <TextLink size="sm" to="/sources/$source" params={{ source: String(sourceId) }}>
          {source}
        </TextLink>
      </Text>
      {otherIds.map((id) => (
        <Text key={id} size="sm">
          {otherIdText(id)}
        </Text>
      ))}
      <Group gap={6} wrap="nowrap">
        <Icon size={14} aria-hidden />
        <Text size="sm">
          {isListed ? `Listed in the files${seen}` : `No longer listed in the files${seen}`}
        </Text>
      </Group>
    </Stack>
  );
}

/** `sis_id:4711` as "sis_id 4711". */
function otherIdText(id: string): string {
  const colon = id.indexOf(":");
  return colon < 0 ? id : `${id.slice(0, colon)} ${id.slice(colon + 1)}`;
}
