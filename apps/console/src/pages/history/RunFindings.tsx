import { Anchor, Stack, Text } from "@mantine/core";
import { addressOf } from "@muster/api/address-of.ts";
import { runFindingsCsv } from "@muster/api/resource/run.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { counted } from "../../parts/words.ts";
import type { Run } from "./shown-run.ts";

const tones = { blocking: "red", error: "red", warning: "yellow", info: "blue" } as const;

/** What was found in the files, once for each kind; every place of it is in the file to download. */
export function RunFindings({ run }: { readonly run: Run }) {
  if (run.findings.length === 0) return <Text>Nothing was found that is worth a word.</Text>;
  return (
    <Stack gap="md">
      <Text>
        <Anchor underline="always" href={addressOf(runFindingsCsv, { params: { run: run.run } })} download>
          Download every finding as CSV
        </Anchor>
        {" · "}
        <TextLink to="/problems">What is still open</TextLink>
      </Text>
      {run.findings.map(({ severity, count, message }) => (
        <MessageCard key={message.code} message={message} tone={tones[severity]}>
          <Text size="sm">
            {counted(count, severity === "info" ? "note" : severity === "blocking" ? "stop" : severity)} of
            this kind.
          </Text>
        </MessageCard>
      ))}
    </Stack>
  );
}
