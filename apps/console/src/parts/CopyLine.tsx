import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";

/** A value to be typed somewhere else, with a button that copies it. */
export function CopyLine({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Group gap="xs" wrap="wrap">
        <Code style={{ overflowWrap: "anywhere", flex: "0 1 auto" }}>{value}</Code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy} aria-label={`Copy ${label}`}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
