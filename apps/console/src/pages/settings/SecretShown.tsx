import { Alert, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";

/** A secret that was just made. It is shown this once, and nobody can look it up later. */
export function SecretShown({
  title,
  says,
  secret,
  onDone,
}: {
  readonly title: string;
  readonly says: string;
  readonly secret: string;
  readonly onDone: () => void;
}) {
  return (
    <Alert color="blue" title={title} role="status">
      <Stack gap="sm">
        <Text size="sm">{says}</Text>
        <Code block style={{ whiteSpace: "pre-wrap", wordBreak: "break-all" }}>
          {secret}
        </Code>
        <Group>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button size="xs" onClick={copy}>
                {copied ? "Copied" : "Copy"}
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
