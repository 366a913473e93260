import { Card, SimpleGrid, Text, Title } from "@mantine/core";
import { count } from "../../parts/words.ts";
import type { Home } from "./home.ts";

/** How many of each there are, and what today has changed of it. */
export function Numbers({
  counts,
  isOfSchools,
}: {
  readonly counts: Home["counts"];
  readonly isOfSchools: boolean;
}) {
  return (
    <Card withBorder component="section" aria-labelledby="home-numbers">
      <Title order={2} size="h4" id="home-numbers" mb="xs">
        {isOfSchools ? "Your schools in numbers" : "The directory in numbers"}
      </Title>
      <SimpleGrid component="dl" cols={{ base: 2, xs: 3, md: 6 }} m={0}>
        {counts.map(({ type, label, count: amount, delta }) => (
          <div key={type}>
            <Text component="dt" size="sm">
              {label}
            </Text>
            <Text component="dd" m={0} className="figures">
              <Text span size="xl" fw={650}>
                {count(amount)}
              </Text>
              <br />
              <Text span size="sm">
                {deltaWords(delta)}
              </Text>
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Card>
  );
}

function deltaWords(delta: number): string {
  if (delta === 0) return "as yesterday";
  return delta > 0 ? `${count(delta)} more than yesterday` : `${count(-delta)} fewer than yesterday`;
}
