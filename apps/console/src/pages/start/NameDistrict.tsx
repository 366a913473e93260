import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { nameDistrict } from "@muster/api/resource/start.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay, useSession } from "../../data/use-session.ts";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { guessZone } from "./guess-zone.ts";

/** What the district is called and whose day it is. */
export function NameDistrict({ zone, zones }: { readonly zone: string; readonly zones: readonly string[] }) {
  const session = useSession();
  const mayGovern = useMay("govern");
  const known = session?.district.name ?? "";
  const [name, setName] = useState(known === "default" ? "" : known);
  const [chosen, setChosen] = useState(zone === "UTC" ? guessZone(zones) : zone);
  const change = useDeed(nameDistrict);
  if (!mayGovern) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ body: { name, zone: chosen } });
      }}
    >
      <Stack gap="sm">
        <Group align="end" grow>
          <TextInput
            label="Name of the district"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            maxLength={100}
            miw="12rem"
          />
          <Select
            label="Time zone"
            data={[...zones]}
            value={chosen}
            onChange={(picked) => setChosen(picked ?? chosen)}
            allowDeselect={false}
            searchable
            miw="12rem"
          />
        </Group>
        <DeedTrouble error={change.error} />
        <Group>
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
