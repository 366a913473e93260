import { ActionIcon, Button, Kbd, Text } from "@mantine/core";
import { Spotlight, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { furtherPages, railPages } from "./rail-pages.ts";

/** Something that can be done from any page. */
export interface Deed {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

/** Opens the menu that goes anywhere. */
export function openCommandMenu(): void {
  spotlight.open();
}

/** Goes anywhere and does anything from the keyboard: Ctrl-K, or / as in a search. */
export function CommandMenu({ deeds }: { readonly deeds: readonly Deed[] }) {
  const actions = useActions(deeds);
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={openCommandMenu}
        visibleFrom="md"
      >
        Find
      </Button>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label="Find a page or an action"
        onClick={openCommandMenu}
        hiddenFrom="md"
      >
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
      <Spotlight
        actions={actions}
        shortcut={["mod + K"]}
        nothingFound="Nothing is called that. Try another word."
        highlightQuery={false}
        scrollable
        maxHeight="min(28rem, 60vh)"
        searchProps={{
          placeholder: "Find a page or an action",
          "aria-label": "Find a page or an action",
          leftSection: <IconSearch size={18} aria-hidden />,
        }}
      />
    </>
  );
}

function useActions(deeds: readonly Deed[]): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const pages = railPages.map(({ to, label, icon: Icon, key }) => ({
    ...{ id: to, label, onClick: () => void navigate({ to }) },
    leftSection: <Icon size={18} aria-hidden />,
    rightSection: <Kbd size="xs">g {key}</Kbd>,
  }));
  const further = furtherPages.map(({ to, label, says }) => ({
    ...{ id: to, label, onClick: () => void navigate({ to }) },
    rightSection: (
      <Text size="sm" className="quiet" visibleFrom="sm">
        {says}
      </Text>
    ),
    keywords: says,
  }));
  const doing = deeds.map(({ label, icon, onClick }) => ({ id: label, label, onClick, leftSection: icon }));
  return [
    { group: "Pages", actions: pages },
    { group: "More", actions: further },
    { group: "Do", actions: doing },
  ];
}
