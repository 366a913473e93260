import { Group, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconHourglass,
  IconLoader,
  IconPlug,
} from "@tabler/icons-react";
import type { Home } from "./home.ts";

const looks = {
  fine: { icon: IconCheck, color: "fern", word: "All is well" },
  apart: { icon: IconArrowBackUp, color: "gray", word: "Not as the files say" },
  waits: { icon: IconHourglass, color: "yellow", word: "Waiting for a person" },
  trouble: { icon: IconAlertTriangle, color: "red", word: "Something is wrong" },
  working: { icon: IconLoader, color: "blue", word: "Under way" },
  empty: { icon: IconPlug, color: "gray", word: "To begin with" },
} as const;

/** The one sentence that Home is for. */
export function StateHead({ state: { tone, sentence, more } }: { readonly state: Home["state"] }) {
  const { icon: Icon, color, word } = looks[tone];
  return (
    <Group align="start" wrap="nowrap" mb="lg" gap="md">
      <ThemeIcon size={44} radius="xl" color={color} variant="light" aria-hidden>
        <Icon size={26} />
      </ThemeIcon>
      <Stack gap={2}>
        <Text size="sm" fw={600}>
          {word}
        </Text>
        <Title order={1} size="h2">
          {sentence}
        </Title>
        {more === "" ? null : <Text>{more}</Text>}
      </Stack>
    </Group>
  );
}
