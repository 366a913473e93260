import { Card, Stack, Text, Title } from "@mantine/core";
import { TextLink } from "../../parts/TextLink.tsx";
import type { Home } from "./home.ts";

/** The next starts and the seasons of the calendar. */
export function ComingUp({ coming, zone }: { readonly coming: Home["coming"]; readonly zone: string }) {
  return (
    <Card withBorder component="section" aria-labelledby="home-coming" h="100%">
      <Title order={2} size="h4" id="home-coming" mb="xs">
        Coming up
      </Title>
      {coming.length === 0 ? (
        <Text size="sm">
          Nothing is planned: no source starts by itself, and no season is set.{" "}
          <TextLink to="/settings/seasons" size="sm">
            Set a season
          </TextLink>
        </Text>
      ) : (
        <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
          {coming.map(({ id, when, says, to }) => (
            <li key={id}>
              <Text size="sm" fw={600}>
                {when}
              </Text>
              <TextLink to={to} size="sm">
                {says}
              </TextLink>
            </li>
          ))}
        </Stack>
      )}
      <Text size="xs" mt="sm">
        Times are those of {zone}.
      </Text>
    </Card>
  );
}
