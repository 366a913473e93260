import { Box, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconMail } from "@tabler/icons-react";
import { useSession } from "../../data/use-session.ts";

/** What may be sent to whoever makes the files, as it is: to copy, or as a mail that has yet to be addressed. */
export function VendorText({ what, text }: { readonly what: string; readonly text: string }) {
  const district = useSession()?.district.name ?? "our district";
  const mail = `mailto:?subject=${encodeURIComponent(`Roster files of ${district}: ${what}`)}&body=${encodeURIComponent(text)}`;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        To send them
      </Text>
      <Box tabIndex={0} role="region" aria-label="Text for the vendor">
        <Code block style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
          {text}
        </Code>
      </Box>
      <Group gap="xs">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              onClick={copy}
              leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
            >
              {copied ? "Copied" : "Copy for the vendor"}
            </Button>
          )}
        </CopyButton>
        <Button
          size="xs"
          variant="default"
          component="a"
          href={mail}
          leftSection={<IconMail size={15} aria-hidden />}
        >
          Write a mail
        </Button>
      </Group>
    </Stack>
  );
}
