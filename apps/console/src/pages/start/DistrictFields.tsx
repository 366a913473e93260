import { Group, Select, TextInput } from "@mantine/core";
import type { showStart } from "@muster/api/resource/start.ts";
import type { Answered } from "@muster/api/route.ts";

/** What may be chosen of a district. */
export type DistrictChoices = Pick<Answered<typeof showStart>, "zones" | "yearStarts">;

/** What a district is called, whose day it is, and when its school year begins. */
export interface DistrictWords {
  readonly name: string;
  readonly zone: string;
  readonly yearStart: string;
}

/** The fields of a district, beside each other where there is room. */
export function DistrictFields({
  of = "",
  choices,
  value,
  onChange,
}: {
  /** Which district it is, where a page has the fields of two: "new". */
  readonly of?: string;
  readonly choices: DistrictChoices;
  readonly value: DistrictWords;
  readonly onChange: (value: DistrictWords) => void;
}) {
  return (
    <Group align="end" grow>
      <TextInput
        label={of === "" ? "Name of the district" : `Name of the ${of} district`}
        value={value.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
        required
        maxLength={100}
        miw="12rem"
      />
      <Select
        label={of === "" ? "Time zone" : `Time zone of the ${of} district`}
        data={[...choices.zones]}
        value={value.zone}
        onChange={(picked) => onChange({ ...value, zone: picked ?? value.zone })}
        allowDeselect={false}
        searchable
        miw="12rem"
      />
      <Select
        label={of === "" ? "The school year begins in" : `The school year of the ${of} district begins in`}
        data={choices.yearStarts.map(({ word, label }) => ({ value: word, label }))}
        value={value.yearStart}
        onChange={(picked) => onChange({ ...value, yearStart: picked ?? value.yearStart })}
        allowDeselect={false}
        miw="12rem"
      />
    </Group>
  );
}
