import { Alert, Anchor, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import type { Message } from "@muster/api/problem.ts";
import { ownerWords } from "@muster/rules/report/wording/owner-words.ts";
import type { ReactNode } from "react";

/** A message as everybody reads it: what happened, what we did, where, why most likely, what to do, and its code. */
export function MessageCard({
  message,
  tone = "red",
  children,
}: {
  readonly message: Message;
  readonly tone?: "red" | "yellow" | "blue" | "gray";
  readonly children?: ReactNode;
}) {
  return (
    <Alert color={tone} title={message.what} role={tone === "red" ? "alert" : "status"} variant="light">
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {message.did}
        </Text>
        <Part label="Where" text={message.where} />
        <Part label="Likely cause" text={message.cause} />
        <Part label="What to do" text={message.fix} />
        <Part label="Who can" text={ownerWords[message.owner]} />
        {message.vendorText === undefined ? null : <VendorText text={message.vendorText} />}
        {children}
        <Text size="xs" c="var(--mantine-color-text)">
          Code <Anchor href={`/help/codes/${message.code}`}>{message.code}</Anchor>
        </Text>
      </Stack>
    </Alert>
  );
}

function Part({ label, text }: { readonly label: string; readonly text: string }) {
  if (text === "") return null;
  return (
    <Text size="sm">
      <b>{label}: </b>
      {text}
    </Text>
  );
}

/** What may be sent to whoever makes the files, as it is. */
function VendorText({ text }: { readonly text: string }) {
  return (
    <Group gap="xs" align="start">
      <Code block style={{ whiteSpace: "pre-wrap", flex: "1 1 16rem" }}>
        {text}
      </Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy}>
            {copied ? "Copied" : "Copy for the vendor"}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
