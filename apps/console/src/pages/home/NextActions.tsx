import { Button, Card, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { ago, counted, instant } from "../../parts/words.ts";
import type { Home } from "./home.ts";

/** What somebody should do next: three things at most, each with who can do it and since when it waits. */
export function NextActions({ actions, more }: { readonly actions: Home["actions"]; readonly more: number }) {
  if (actions.length === 0) return null;
  return (
    <section aria-label="What to do next">
      <SimpleGrid cols={{ base: 1, md: Math.min(actions.length, 3) }} mb={more > 0 ? "xs" : "lg"}>
        {actions.map((action, place) => (
          <Card key={action.id} withBorder>
            <Stack gap="xs" h="100%" justify="space-between">
              <Stack gap={4}>
                <Title order={2} size="h4">
                  {action.title}
                </Title>
                <Text size="sm">{action.says}</Text>
              </Stack>
              <Group justify="space-between" align="end">
                <Text size="xs">
                  Who: {action.owner}
                  {action.since === null ? null : (
                    <>
                      <br />
                      Since {instant(action.since)}, {ago(action.since)}
                    </>
                  )}
                </Text>
                <Button
                  component={Link}
                  to={action.to}
                  variant={place === 0 ? "filled" : "default"}
                  rightSection={<IconArrowRight size={16} aria-hidden />}
                >
                  {action.button}
                </Button>
              </Group>
            </Stack>
          </Card>
        ))}
      </SimpleGrid>
      {more > 0 ? (
        <Text size="sm" mb="lg">
          {counted(more, "more thing")} after that.
        </Text>
      ) : null}
    </section>
  );
}
