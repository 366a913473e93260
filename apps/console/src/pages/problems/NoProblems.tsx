import { Alert, Text } from "@mantine/core";
import type { listProblems } from "@muster/api/resource/finding.ts";
import type { Answered } from "@muster/api/route.ts";
import { IconCheck, IconHelpCircle } from "@tabler/icons-react";
import { TextLink } from "../../parts/TextLink.tsx";
import { counted, instant } from "../../parts/words.ts";

/** Says that nothing is wrong, and how that is known; or that nobody has looked yet. */
export function NoProblems({ problems }: { readonly problems: Answered<typeof listProblems> }) {
  const { checked } = problems;
  if (checked === null)
    return (
      <Alert variant="default" icon={<IconHelpCircle aria-hidden />} title="Nothing has been checked yet">
        <Text size="sm">
          Problems are found when files are read.{" "}
          <TextLink to="/sources">Connect a source or upload files</TextLink> to begin.
        </Text>
      </Alert>
    );
  return (
    <Alert
      variant="default"
      icon={<IconCheck color="var(--mantine-color-fern-6)" aria-hidden />}
      title="No open problems"
    >
      <Text size="sm">
        {counted(checked.rows, "row")} checked, {instant(checked.at)}, in{" "}
        <TextLink to="/history/$run" params={{ run: String(checked.run) }}>
          run {checked.run}
        </TextLink>
        .
      </Text>
    </Alert>
  );
}
