import { Button, Kbd } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { railPages } from "./rail-pages.ts";

/** Goes anywhere from the keyboard: Ctrl-K, or / as in a search. */
export function CommandMenu() {
  const navigate = useNavigate();
  useHotkeys([["/", () => spotlight.open()]]);
  const pages = railPages.map(({ to, label }) => ({
    id: to,
    label,
    onClick: () => void navigate({ to }),
  }));
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={spotlight.open}
        visibleFrom="md"
      >
        Go to
      </Button>
      <Spotlight
        actions={pages}
        shortcut={["mod + K"]}
        nothingFound="No page is called that."
        searchProps={{ placeholder: "Go to a page", "aria-label": "Go to a page" }}
      />
    </>
  );
}
