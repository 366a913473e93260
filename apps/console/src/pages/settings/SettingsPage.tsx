import { Card, Group, Stack, Text, Title } from "@mantine/core";
import { listSettings } from "@muster/api/resource/setting.ts";
import { useAsk } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { ago } from "../../parts/words.ts";
import { SettingEditor } from "./SettingEditor.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";
import type { Setting } from "./settings-answers.ts";
import { valueWords } from "./value-words.ts";

/** Limits, and what a sync may do: each with who set it, and what another value would change. */
export function SettingsPage() {
  const settings = useAsk(listSettings);
  return (
    <SettingsFrame
      title="Settings"
      says="What a sync may do by itself, and what it asks a person about. Whatever changes the roster shows what it would change before you save it."
    >
      <Answer of={settings} lines={12}>
        {({ items }) => (
          <Stack gap="xl">
            {groupsOf(items).map(({ group, settings: some }) => (
              <section key={group} aria-labelledby={`group-${some[0]?.key}`}>
                <Title order={2} size="h4" mb="sm" id={`group-${some[0]?.key}`}>
                  {group}
                </Title>
                <Stack gap="sm">
                  {some.map((setting) => (
                    <SettingCard key={setting.key} setting={setting} />
                  ))}
                </Stack>
              </section>
            ))}
          </Stack>
        )}
      </Answer>
    </SettingsFrame>
  );
}

function groupsOf(items: readonly Setting[]): readonly { group: string; settings: readonly Setting[] }[] {
  const groups = [...new Set(items.map(({ group }) => group))];
  return groups.map((group) => ({ group, settings: items.filter((item) => item.group === group) }));
}

function SettingCard({ setting }: { readonly setting: Setting }) {
  const maySet = useMay("set");
  const { label, help, setBy, setAt } = setting;
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" align="start" gap="lg">
        <Stack gap={4} style={{ flex: "1 1 20rem", minWidth: 0 }}>
          <Title order={3} size="h5">
            {label}
          </Title>
          <Text size="sm">{help}</Text>
          <Text size="sm" c="dimmed">
            {setBy === null || setAt === null
              ? "Nobody has changed it."
              : `Set by ${setBy} ${ago(setAt)}. Without that it is ${valueWords(setting, setting.fallback)}.`}
          </Text>
        </Stack>
        <div style={{ flex: "0 1 19rem" }}>
          {maySet ? (
            <SettingEditor setting={setting} />
          ) : (
            <Text fw={600}>{valueWords(setting, setting.value)}</Text>
          )}
        </div>
      </Group>
    </Card>
  );
}
