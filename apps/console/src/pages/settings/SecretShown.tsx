import { Alert, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A secret that was just made. It is shown this once, and nobody can look it up later. */
export function SecretShown({
  title,
  says,
  label,
  secret,
  onDone,
  children,
}: {
  readonly title: string;
  readonly says: string;
  /** What the secret is called, where something is entered beside it. */
  readonly label?: string;
  readonly secret: string;
  readonly onDone: () => void;
  /** What is entered beside the secret. */
  readonly children?: ReactNode;
}) {
  const copyLabel = label === undefined ? "Copy" : `Copy the ${label.toLowerCase()}`;
  return (
    <Alert ref={bringIntoView} color="blue" title={title} role="status">
      <Stack gap="sm">
        <Text size="sm">{says}</Text>
        {children}
        <Stack gap={2}>
          {label === undefined ? null : (
            <Text size="sm" fw={600}>
              {label}
            </Text>
          )}
          <Code block style={{ whiteSpace: "pre-wrap", wordBreak: "break-all" }}>
            {secret}
          </Code>
        </Stack>
        <Group>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button size="xs" onClick={copy}>
                {copied ? "Copied" : copyLabel}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" variant="default" onClick={onDone}>
            I have kept it
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** Whoever pressed a button far below must not miss what is shown this once. */
function bringIntoView(card: HTMLElement | null): void {
  card?.scrollIntoView({ block: "center" });
}
