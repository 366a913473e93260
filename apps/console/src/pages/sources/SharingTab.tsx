import { Stack, Text, Title } from "@mantine/core";
import { StateMark } from "../../parts/StateMark.tsx";
import { Fields, Oversharing } from "./SightingCard.tsx";
import type { ShownSource } from "./source-words.ts";

/** What a district shares: what is read of it, what is thrown away, and what is kept from us. */
export function SharingTab({ source: { sighting } }: { readonly source: ShownSource }) {
  if (sighting === null)
    return <Text>Nobody has looked at it yet. A test of the connection tells what is shared.</Text>;
  const { oversharing, notShared, fields } = sighting;
  return (
    <Stack gap="lg" maw={820}>
      <section aria-labelledby="too-much">
        <Title order={2} size="h4" id="too-much" mb="xs">
          Shared and not needed
        </Title>
        <Oversharing names={oversharing} />
        <Text size="sm" mt="xs">
          It is safest not to send them at all: take them out of the export, or out of what the application
          may see.
        </Text>
      </section>
      <section aria-labelledby="too-little">
        <Title order={2} size="h4" id="too-little" mb="xs">
          Kept from us
        </Title>
        {notShared.length === 0 ? (
          <StateMark standing="good" word="Nothing that a roster needs is kept from us" />
        ) : (
          <StateMark standing="look" word={notShared.join(", ")} />
        )}
      </section>
      <Fields fields={fields} />
    </Stack>
  );
}
