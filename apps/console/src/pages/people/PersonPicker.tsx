import { Radio, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { searchPeople } from "@muster/api/resource/person.ts";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { count } from "../../parts/words.ts";

/** Somebody who was picked. */
export interface Picked {
  readonly personId: number;
  readonly name: string;
}

const most = 8;

/** Finds one person among all: type a part of the name or an ID, then choose. */
export function PersonPicker({
  label,
  role,
  picked,
  onPick,
}: {
  readonly label: string;
  readonly role?: "student" | "staff";
  readonly picked: Picked | undefined;
  readonly onPick: (picked: Picked) => void;
}) {
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), 200);
  const found = useAsk(
    searchPeople,
    { body: { text: asked, limit: most, status: "active", ...(role === undefined ? {} : { role }) } },
    { isOff: asked.length < 2, keepsOld: true },
  );
  const people = asked.length < 2 ? [] : (found.data?.items ?? []);
  const more = (found.data?.total ?? 0) - people.length;
  return (
    <Stack gap="xs">
      <TextInput
        label={label}
        description="Part of a name, or an ID"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
      />
      {asked.length < 2 ? null : (
        <Radio.Group
          label={people.length === 0 ? "Nobody was found" : "Who is meant"}
          value={String(picked?.personId ?? "")}
          onChange={(value) => {
            const one = people.find(({ personId }) => String(personId) === value);
            if (one !== undefined) onPick({ personId: one.personId, name: one.name });
          }}
        >
          <Stack gap="xs" mt="xs">
            {people.map(({ personId, name, roles, sourcedIds }) => (
              <Radio
                key={personId}
                value={String(personId)}
                label={name}
                description={[
                  ...new Set(
                    roles.map((one) => [one.title || one.role, one.school].filter(Boolean).join(" at ")),
                  ),
                  ...sourcedIds.slice(0, 1),
                ].join(", ")}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {more > 0 && people.length > 0 ? (
        <Text size="sm">And {count(more)} more: write more of the name.</Text>
      ) : null}
    </Stack>
  );
}
