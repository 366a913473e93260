import { Alert, Stack, Text } from "@mantine/core";
import type { previewPlan } from "@muster/api/resource/plan.ts";
import type { Answered } from "@muster/api/route.ts";
import { IconUnlink, IconUsers } from "@tabler/icons-react";
import { count, counted } from "../../parts/words.ts";

export type Looked = Answered<typeof previewPlan>;

/** So many parts are named; the rest is counted. */
const most = 6;

/** What would happen now: the biggest effects, and what stays, with or without being meant. */
export function PreviewText({ looked }: { readonly looked: Looked }) {
  return (
    <Stack gap="xs" aria-live="polite">
      <Text fw={600}>
        {looked.changes === 0
          ? "Nothing would be applied."
          : `${counted(looked.changes, "change")} would be applied`}
        {looked.held === 0 ? "" : `, ${count(looked.held)} of them although held`}
      </Text>
      {looked.second === null ? null : (
        <Alert color="blue" icon={<IconUsers aria-hidden />} title="One of two people">
          <Text size="sm">{looked.second}</Text>
        </Alert>
      )}
      <ul className="plain">
        {looked.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      {looked.leftOut.changes === 0 ? null : (
        <Text size="sm">{counted(looked.leftOut.changes, "change")} would wait on.</Text>
      )}
      {looked.needsLeftOut.changes === 0 ? null : (
        <Alert
          color="yellow"
          icon={<IconUnlink aria-hidden />}
          title={`${counted(looked.needsLeftOut.changes, "change")} stay too, because they need what is left out`}
        >
          <ul className="plain">
            {looked.needsLeftOut.parts.slice(0, most).map((part) => (
              <li key={part}>{part}</li>
            ))}
          </ul>
          {looked.needsLeftOut.parts.length > most ? (
            <Text size="sm">And {count(looked.needsLeftOut.parts.length - most)} more parts.</Text>
          ) : null}
        </Alert>
      )}
    </Stack>
  );
}
