import { Group, Text } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconHelpCircle,
  IconLoader,
  IconPlayerPause,
} from "@tabler/icons-react";

/** How something stands: told by its sign and its word, and by its colour only besides. */
export type Standing = "good" | "look" | "bad" | "open" | "busy" | "paused" | "unknown";

const signs = {
  good: { icon: IconCircleCheck, color: "var(--mantine-color-green-filled)" },
  look: { icon: IconAlertTriangle, color: "var(--mantine-color-yellow-filled)" },
  bad: { icon: IconCircleX, color: "var(--mantine-color-red-filled)" },
  open: { icon: IconCircleDashed, color: "var(--mantine-color-dimmed)" },
  busy: { icon: IconLoader, color: "var(--mantine-color-blue-filled)" },
  paused: { icon: IconPlayerPause, color: "var(--mantine-color-dimmed)" },
  unknown: { icon: IconHelpCircle, color: "var(--mantine-color-dimmed)" },
} as const;

/** A sign and its word on one line. */
export function StateMark({ standing, word }: { readonly standing: Standing; readonly word: string }) {
  const { icon: Icon, color } = signs[standing];
  return (
    <Group
      gap={6}
      wrap="nowrap"
      component="span"
      display="inline-flex"
      align="start"
      style={{ verticalAlign: "middle" }}
    >
      <Icon size={18} stroke={2} color={color} aria-hidden style={{ flex: "none", marginTop: 1 }} />
      <Text span size="sm" fw={600}>
        {word}
      </Text>
    </Group>
  );
}
