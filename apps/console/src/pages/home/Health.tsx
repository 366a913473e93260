import { Card, Group, SimpleGrid, Text, Title } from "@mantine/core";
import { StateMark } from "../../parts/StateMark.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import type { Home } from "./home.ts";

/** What should be zero. */
export function Health({ items }: { readonly items: Home["health"] }) {
  const off = items.filter(({ count }) => count > 0).length;
  return (
    <Card withBorder component="section" aria-labelledby="home-health">
      <Title order={2} size="h4" id="home-health">
        What should be zero
      </Title>
      <Text size="sm" mb="sm">
        {off === 0 ? "All of it is." : `${items.length - off} of ${items.length} are.`}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing={6} component="ul" m={0} p={0}>
        {items.map(({ id, label, count, says, to }) => (
          <Group key={id} component="li" justify="space-between" wrap="nowrap" style={{ listStyle: "none" }}>
            {count === 0 ? (
              <Text size="sm">{label}</Text>
            ) : (
              <TextLink to={to} size="sm">
                {label}
              </TextLink>
            )}
            <span className="figures" style={{ textAlign: "end", flex: "none" }}>
              <StateMark standing={count === 0 ? "good" : "look"} word={count === 0 ? "0" : says} />
            </span>
          </Group>
        ))}
      </SimpleGrid>
    </Card>
  );
}
