import { Badge } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle, IconOctagon, IconX } from "@tabler/icons-react";

const marks = {
  blocking: { label: "Stops everything", icon: IconOctagon, color: "red" },
  error: { label: "Left out", icon: IconX, color: "red" },
  warning: { label: "Warning", icon: IconAlertTriangle, color: "yellow" },
  info: { label: "Note", icon: IconInfoCircle, color: "blue" },
} as const;

export type Severity = keyof typeof marks;

/** How bad it is: an icon of its own shape and a word; the colour says nothing that these do not. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const { label, icon: Icon, color } = marks[severity];
  return (
    <Badge
      variant="default"
      size="lg"
      tt="none"
      fw={600}
      leftSection={<Icon size={15} stroke={2.2} color={`var(--mantine-color-${color}-6)`} aria-hidden />}
      style={{ flex: "none" }}
    >
      {label}
    </Badge>
  );
}
