import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { turnSession } from "@muster/api/resource/session.ts";
import { createDistrict } from "@muster/api/resource/start.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { guessZone } from "./guess-zone.ts";

/** Another district beside this one, of which whoever makes it is the owner. */
export function NewDistrict({ zones }: { readonly zones: readonly string[] }) {
  const mayGovern = useMay("govern");
  const [name, setName] = useState("");
  const [zone, setZone] = useState(guessZone(zones));
  const create = useDeed(createDistrict);
  const turn = useDeed(turnSession);
  if (!mayGovern) return null;
  const error = create.error ?? turn.error;
  return (
    <Card withBorder component="section" aria-labelledby="new-district">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(
            { body: { name, zone } },
            {
              onSuccess: ({ districtId }) =>
                turn.mutate({ body: { districtId } }, { onSuccess: () => window.location.assign("/start") }),
            },
          );
        }}
      >
        <Stack gap="sm">
          <Title order={2} size="h5" id="new-district">
            Begin another district
          </Title>
          <Text size="sm">
            It is apart from this one in everything. You turn between them at the top of every page.
          </Text>
          <Group align="end" grow>
            <TextInput
              label="Name of the new district"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
              maxLength={100}
              miw="12rem"
            />
            <Select
              label="Time zone of the new district"
              data={[...zones]}
              value={zone}
              onChange={(picked) => setZone(picked ?? zone)}
              allowDeselect={false}
              searchable
              miw="12rem"
            />
          </Group>
          <DeedTrouble error={error} />
          <Group>
            <Button type="submit" variant="default" loading={create.isPending || turn.isPending}>
              Make the district
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
