import { Button, Group, Text } from "@mantine/core";
import { counted } from "../../parts/words.ts";
import type { Choice, Part, Row } from "./plan-values.ts";

/** What was selected with `x`, and the way to decide on it: by whole parts, since those are what is held or applied. */
export function PickedRows({
  picked,
  clear,
  decide,
}: {
  readonly picked: ReadonlyMap<number, Row>;
  readonly clear: () => void;
  readonly decide: ((choice: Choice) => void) | undefined;
}) {
  const parts = partsOf([...picked.values()]);
  return (
    <Group gap="xs" mb="xs" role="status">
      <Text size="sm">
        {counted(picked.size, "change")} selected, of {counted(parts.length, "part")} of the plan.
      </Text>
      {decide === undefined ? null : (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => decide({ mode: "only", parts: [...parts] })}
        >
          Decide on {parts.length === 1 ? "this part" : "these parts"} …
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        Select none
      </Button>
    </Group>
  );
}

/** A part is one kind of change of one type of record in one school. */
function partsOf(rows: readonly Row[]): readonly Part[] {
  const parts = rows.map(({ type, kind, schoolId }) => ({ type, kind, schoolId }));
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}
