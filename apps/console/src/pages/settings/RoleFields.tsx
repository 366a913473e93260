import { MultiSelect, Radio, Stack } from "@mantine/core";
import { allRoles, type Role, roleTerms } from "@muster/rules/access/rights.ts";
import type { Operators } from "./settings-answers.ts";

/** A role, and the schools of one that is for certain schools. */
export interface RoleChoice {
  readonly role: Role;
  readonly schoolIds: readonly number[];
}

/** Chooses a role by what it sees and does, and the schools where it is for some. */
export function RoleFields({
  choice,
  schools,
  onChange,
}: {
  readonly choice: RoleChoice;
  readonly schools: Operators["schools"];
  readonly onChange: (choice: RoleChoice) => void;
}) {
  const choose = (value: string) => {
    const role = allRoles.find((known) => known === value);
    if (role !== undefined) onChange({ ...choice, role });
  };
  return (
    <Stack>
      <Radio.Group label="What they may do" value={choice.role} onChange={choose}>
        <Stack gap="xs" mt="xs">
          {allRoles.map((role) => (
            <Radio key={role} value={role} label={roleTerms[role].label} description={roleTerms[role].says} />
          ))}
        </Stack>
      </Radio.Group>
      {roleTerms[choice.role].isOfSchools ? (
        <MultiSelect
          label="Their schools"
          data={schools.map(({ school, name }) => ({ value: String(school), label: name }))}
          value={choice.schoolIds.map(String)}
          onChange={(ids) => onChange({ ...choice, schoolIds: ids.map(Number) })}
          searchable
          required
          nothingFoundMessage="No school is called that."
        />
      ) : null}
    </Stack>
  );
}
