import { Button, Group, Stack } from "@mantine/core";
import { nameDistrict } from "@muster/api/resource/start.ts";
import { useState } from "react";
import { useDeed } from "../../data/use-ask.ts";
import { useMay, useSession } from "../../data/use-session.ts";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { DistrictFields } from "./DistrictFields.tsx";
import { guessZone } from "./guess-zone.ts";

/** What the district is called and whose day it is. */
export function NameDistrict({ zone, zones }: { readonly zone: string; readonly zones: readonly string[] }) {
  const session = useSession();
  const mayGovern = useMay("govern");
  const known = session?.district.name ?? "";
  const [words, setWords] = useState({
    name: known === "default" ? "" : known,
    zone: zone === "UTC" ? guessZone(zones) : zone,
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
        <DistrictFields zones={zones} value={words} onChange={setWords} />
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
