import { Group, Select, TextInput } from "@mantine/core";

/** What a district is called and whose day it is. */
export interface DistrictWords {
  readonly name: string;
  readonly zone: string;
}

/** The fields of a district, beside each other where there is room. */
export function DistrictFields({
  of = "",
  zones,
  value,
  onChange,
}: {
  /** Which district it is, where a page has the fields of two: "new". */
  readonly of?: string;
  readonly zones: readonly string[];
  readonly value: DistrictWords;
  readonly onChange: (value: DistrictWords) => void;
}) {
  const { name, zone } = value;
  return (
    <Group align="end" grow>
      <TextInput
        label={of === "" ? "Name of the district" : `Name of the ${of} district`}
        value={name}
        onChange={(event) => onChange({ name: event.currentTarget.value, zone })}
        required
        maxLength={100}
        miw="12rem"
      />
      <Select
        label={of === "" ? "Time zone" : `Time zone of the ${of} district`}
        data={[...zones]}
        value={zone}
        onChange={(picked) => onChange({ name, zone: picked ?? zone })}
        allowDeselect={false}
        searchable
        miw="12rem"
      />
    </Group>
  );
}
