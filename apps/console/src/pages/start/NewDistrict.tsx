import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { turnSession } from "@muster/api/resource/session.ts";
import { createDistrict } from "@muster/api/resource/start.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { type DistrictChoices, DistrictFields } from "./DistrictFields.tsx";
import { guessZone } from "./guess-zone.ts";

/** Another district beside this one, of which whoever makes it is the owner. */
export function NewDistrict({ choices }: { readonly choices: DistrictChoices }) {
  const mayGovern = useMay("govern");
  const [words, setWords] = useState({ name: "", zone: guessZone(choices.zones), yearStart: "july" });
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
            { body: words },
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
          <DistrictFields of="new" choices={choices} value={words} onChange={setWords} />
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
