import { Group, Text } from "@mantine/core";
import { IconArchive, IconCheck, IconPencil, IconRefresh } from "@tabler/icons-react";

/** Whether a source keeps a record or a person does: icon and word. */
export function OriginMark({ origin }: { readonly origin: "synced" | "manual" }) {
  const Icon = origin === "synced" ? IconRefresh : IconPencil;
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex" style={{ verticalAlign: "middle" }}>
      <Icon size={14} aria-hidden />
      <Text component="span" size="sm">
        {origin === "synced" ? "Synced" : "By hand"}
      </Text>
    </Group>
  );
}

/** Whether a record is in force: icon and word. */
export function ActiveMark({
  isActive,
  gone = "Left",
}: {
  readonly isActive: boolean;
  readonly gone?: string;
}) {
  const Icon = isActive ? IconCheck : IconArchive;
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex" style={{ verticalAlign: "middle" }}>
      <Icon size={14} aria-hidden />
      <Text component="span" size="sm">
        {isActive ? "Active" : gone}
      </Text>
    </Group>
  );
}
