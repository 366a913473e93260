import { Button, Group, Stack } from "@mantine/core";
import { nameDistrict, type showStart } from "@muster/api/resource/start.ts";
import type { Answered } from "@muster/api/route.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay, useSession } from "../../data/use-session.ts";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { DistrictFields } from "./DistrictFields.tsx";
import { guessZone } from "./guess-zone.ts";

/** What the district is called, whose day it is, and when its school year begins. */
export function NameDistrict({ start }: { readonly start: Answered<typeof showStart> }) {
  const { zone, zones, yearStart } = start;
  const session = useSession();
  const mayGovern = useMay("govern");
  const known = session?.district.name ?? "";
  const [words, setWords] = useState({
    name: known === "default" ? "" : known,
    zone: zone === "UTC" ? guessZone(zones) : zone,
    yearStart,
  });
  const change = useDeed(nameDistrict);
  if (!mayGovern) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ body: words });
      }}
    >
      <Stack gap="sm">
        <DistrictFields choices={start} value={words} onChange={setWords} />
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
