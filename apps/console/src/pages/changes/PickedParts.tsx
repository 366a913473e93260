import { Button, Group, Text } from "@mantine/core";
import { counted } from "../../parts/words.ts";
import type { Choice, Part } from "./plan-values.ts";

/** What was selected with `x`, and the way to decide on it: by whole parts, since those are what is held or applied. */
export function PickedParts({
  says,
  parts,
  clear,
  decide,
}: {
  /** What is selected, and how many. */
  readonly says: string;
  /** Of which parts; one that is there twice counts once. */
  readonly parts: readonly Part[];
  readonly clear: () => void;
  readonly decide: ((choice: Choice) => void) | undefined;
}) {
  const different = [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
  return (
    <Group gap="xs" mb="xs" role="status">
      <Text size="sm">
        {says} selected, of {counted(different.length, "part")} of the plan.
      </Text>
      {decide === undefined ? null : (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => decide({ mode: "only", parts: different })}
        >
          Decide on {different.length === 1 ? "this part" : "these parts"} …
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        Select none
      </Button>
    </Group>
  );
}
