import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useRef } from "react";

/** Keys, each alone or after another, and what they do: `"g h"`, `"?"`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** How long the second key may be waited for, in ms. */
const patienceMs = 1500;

/**
 * Does what a key means, where nobody types and no dialog is open. Single keys disturb people who speak to their
 * machine, so that everybody can switch them off (WCAG 2.1.4); see `useShortcutsOn`.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const [isOn] = useShortcutsOn();
  const first = useRef({ key: "", at: 0 });
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent): void => {
      if (
        isPress(event) ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.defaultPrevented ||
        isElsewhere(event)
      )
        return;
      const before = Date.now() - first.current.at < patienceMs ? first.current.key : "";
      const deed = shortcuts[`${before} ${event.key}`] ?? shortcuts[event.key];
      first.current = { key: event.key, at: Date.now() };
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn, shortcuts]);
}

/** Whether single keys do something in this browser, and how to change that. */
export function useShortcutsOn(): readonly [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useLocalStorage({
    key: "muster-shortcuts",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return [isOn, setOn];
}

/** Enter on a button or a link presses that and nothing else. */
function isPress({ key, target }: KeyboardEvent): boolean {
  return key === "Enter" && target instanceof Element && target.closest("a, button, summary") !== null;
}

function isElsewhere({ target }: KeyboardEvent): boolean {
  const at = target instanceof Element ? target : document.body;
  const isTyping = at.closest("input, textarea, select, [contenteditable=true]") !== null;
  return isTyping || document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
