import { Group, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { ReactNode } from "react";

/** The head of a page: its one h1, a sentence below it, and its main deeds beside it. */
export function PageHead({
  title,
  says,
  children,
}: {
  readonly title: string;
  readonly says?: ReactNode;
  readonly children?: ReactNode;
}) {
  useDocumentTitle(`${title} · Muster`);
  return (
    <Group justify="space-between" align="start" mb="lg">
      <Stack gap={4} style={{ flex: "1 1 20rem" }}>
        <Title order={1} size="h2">
          {title}
        </Title>
        {says === undefined ? null : <Text c="dimmed">{says}</Text>}
      </Stack>
      {children === undefined ? null : <Group gap="sm">{children}</Group>}
    </Group>
  );
}
