import { Button, Card, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import type { Problem } from "@muster/api/problem.ts";
import { useState } from "react";
import { CopyLine } from "../../parts/CopyLine.tsx";

/** The key that a server shows, to be compared with what its administrator says: nobody is trusted at first sight. */
export function HostKeyCard({
  facts,
  onTrust,
}: {
  readonly facts: Problem["facts"];
  readonly onTrust: (fingerprint: string) => void;
}) {
  const [isCompared, compare] = useState(false);
  const fingerprint = String(facts.fingerprint ?? "");
  return (
    <Card withBorder component="section" aria-label="Compare the server's key">
      <Stack>
        <Title order={2} size="h4">
          Is this your server?
        </Title>
        <Text>
          {String(facts.host ?? "The server")} answers and shows the key below. Nothing has been sent to it
          yet, no password either. Ask its administrator for the fingerprint, by another way than this page,
          and compare.
        </Text>
        <CopyLine label={`Fingerprint (${String(facts.keyType ?? "key")})`} value={fingerprint} />
        <Checkbox
          label="I have compared it: it is the same, sign for sign"
          checked={isCompared}
          onChange={(event) => compare(event.currentTarget.checked)}
        />
        <Group>
          <Button disabled={!isCompared} onClick={() => onTrust(fingerprint)}>
            Take this key and test again
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
