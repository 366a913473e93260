import { ActionIcon, Button, Kbd, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { searchPeople } from "@muster/api/resource/person.ts";
import { IconSearch, IconUser } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAsk } from "../data/use-ask.ts";
import { commandStore, commands } from "./command-store.ts";
import { furtherPages, railPages } from "./rail-pages.ts";

/** Something that can be done from any page. */
export interface Deed {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

const whatFor = "Find a person, a page or an action";

/** Opens the menu that goes anywhere. */
export function openCommandMenu(): void {
  commands.open();
}

/** Goes anywhere and does anything from the keyboard: Ctrl-K, or / as in a search. */
export function CommandMenu({ deeds }: { readonly deeds: readonly Deed[] }) {
  const [query, setQuery] = useState("");
  const pages = usePageActions(deeds);
  const people = usePeopleFound(query);
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
      <ActionIcon variant="default" size="lg" aria-label={whatFor} onClick={openCommandMenu} hiddenFrom="md">
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
      <Spotlight
        store={commandStore}
        actions={[...people, ...pages]}
        query={query}
        onQueryChange={setQuery}
        shortcut={["mod + K"]}
        nothingFound="Nothing is called that. Try another word, or an ID."
        highlightQuery={false}
        scrollable
        maxHeight="min(28rem, 60vh)"
        searchProps={{
          placeholder: whatFor,
          "aria-label": whatFor,
          leftSection: <IconSearch size={18} aria-hidden />,
        }}
      />
    </>
  );
}

/** At most so many people: whoever needs more goes to their page. */
const mostPeople = 6;

/** The people whose name or ID is typed. */
function usePeopleFound(query: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const [text] = useDebouncedValue(query.trim(), 200);
  const isOff = text.length < 2;
  const found = useAsk(searchPeople, { body: { text, limit: mostPeople } }, { isOff });
  const actions = (isOff ? [] : (found.data?.items ?? [])).map(({ personId, name, roles }) => ({
    ...{ id: `person-${personId}`, label: name, leftSection: <IconUser size={18} aria-hidden /> },
    onClick: () => void navigate({ to: "/people/$person", params: { person: String(personId) } }),
    rightSection: (
      <Text size="sm" className="quiet">
        {[...new Set(roles.map(({ role, school }) => [role, school].filter(Boolean).join(", ")))].join(" · ")}
      </Text>
    ),
    // Found by the server, by an ID or another spelling perhaps: the menu's own filter lets them through.
    keywords: [query, text],
  }));
  return actions.length === 0 ? [] : [{ group: "People", actions }];
}

function usePageActions(deeds: readonly Deed[]): SpotlightActionGroupData[] {
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
