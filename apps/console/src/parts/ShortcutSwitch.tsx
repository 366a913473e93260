import { Switch } from "@mantine/core";
import { useShortcutsOn } from "./use-shortcuts.ts";

/** Turns single keys off and on in this browser (WCAG 2.1.4). */
export function ShortcutSwitch() {
  const [isOn, setOn] = useShortcutsOn();
  return (
    <Switch
      checked={isOn}
      onChange={(event) => setOn(event.currentTarget.checked)}
      label="Single keys do something"
      description="Switch it off if you speak to your computer. Ctrl-K always works."
    />
  );
}
