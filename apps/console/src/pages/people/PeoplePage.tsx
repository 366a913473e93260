import { Button, Card, CloseButton, Kbd, Stack, Tabs, TextInput } from "@mantine/core";
import { useDebouncedValue, useMediaQuery } from "@mantine/hooks";
import { IconSearch, IconUserPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useMay } from "../../data/use-session.ts";
import { PageHead } from "../../parts/PageHead.tsx";
import { useShortcutsOn } from "../../parts/use-shortcuts.ts";
import { ClassList } from "./ClassList.tsx";
import { NewClass } from "./NewClass.tsx";
import { NewPerson } from "./NewPerson.tsx";
import { PeopleFilters } from "./PeopleFilters.tsx";
import { PeopleList } from "./PeopleList.tsx";
import { type PeopleSearch, roleOfTab, type Tab, tabs, tabWords } from "./people-search.ts";
import { SchoolList } from "./SchoolList.tsx";

/** What was searched for last, so that whoever comes back from a person finds their list again. */
const kept = { text: "" };

/** Everybody and everything of the directory, to be found by name or ID. */
export function PeoplePage() {
  const search: PeopleSearch = useSearch({ strict: false });
  const tab = search.tab ?? "students";
  const [text, setText] = useState(kept.text);
  const [asked] = useDebouncedValue(text.trim(), 200);
  useEffect(() => {
    kept.text = text;
  }, [text]);
  return (
    <>
      <PageHead title="People & classes" says="Find anybody, and see why they are here as they are.">
        <NewRecord tab={tab} />
      </PageHead>
      <Stack gap="md">
        <SearchField text={text} onText={setText} tab={tab} />
        <DirectoryTabs tab={tab} search={search} />
        <Narrowing tab={tab} search={search} />
        <List tab={tab} search={search} text={asked} />
      </Stack>
    </>
  );
}

/** The filters; on a phone they are folded away until they are wanted. */
function Narrowing({ tab, search }: { readonly tab: Tab; readonly search: PeopleSearch }) {
  const isNarrow = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const filters = <PeopleFilters tab={tab} search={search} />;
  if (tab === "schools") return null;
  if (!isNarrow)
    return (
      <Card withBorder padding="sm">
        {filters}
      </Card>
    );
  return (
    <details>
      <summary>Filters</summary>
      <Card withBorder padding="sm" mt="xs">
        {filters}
      </Card>
    </details>
  );
}

function DirectoryTabs({ tab, search }: { readonly tab: Tab; readonly search: PeopleSearch }) {
  const navigate = useNavigate();
  const choose = (value: string | null): void => {
    const next = tabs.find((one) => one === value) ?? "students";
    void navigate({
      to: "/people",
      search: { tab: next, ...(search.school === undefined ? {} : { school: search.school }) },
    });
  };
  return (
    <Tabs value={tab} onChange={choose} keepMounted={false}>
      <Tabs.List aria-label="What is listed">
        {tabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {tabWords[one].label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((one) => (
        <Tabs.Panel key={one} value={one}>
          <span className="heard">{tabWords[one].label}, listed below</span>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function List({
  tab,
  search,
  text,
}: {
  readonly tab: Tab;
  readonly search: PeopleSearch;
  readonly text: string;
}) {
  if (tab === "classes") return <ClassList search={search} text={text} />;
  if (tab === "schools") return <SchoolList text={text} />;
  return <PeopleList key={tab} role={roleOfTab[tab]} tab={tab} search={search} text={text} />;
}

function NewRecord({ tab }: { readonly tab: Tab }) {
  const mayEdit = useMay("edit");
  const [isOpen, setOpen] = useState(false);
  if (!mayEdit || tab === "schools") return null;
  return (
    <>
      <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {tab === "classes" ? "Add a class" : `Add a ${tabWords[tab].one}`}
      </Button>
      {tab === "classes" ? (
        <NewClass isOpen={isOpen} onClose={() => setOpen(false)} />
      ) : (
        <NewPerson key={tab} role={roleOfTab[tab]} isOpen={isOpen} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

function SearchField({
  text,
  onText,
  tab,
}: {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly tab: Tab;
}) {
  const field = useRef<HTMLInputElement>(null);
  useSlash(() => field.current?.focus());
  const isOfClasses = tab === "classes" || tab === "schools";
  return (
    <TextInput
      ref={field}
      label={`Search ${tabWords[tab].many}`}
      description={
        isOfClasses
          ? "Part of the name, or an ID"
          : "Part of a name, an ID, a student number, or a whole e-mail address"
      }
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      autoComplete="off"
      spellCheck={false}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === "" ? (
          <Kbd size="xs">/</Kbd>
        ) : (
          <CloseButton aria-label="Clear the search" onClick={() => onText("")} />
        )
      }
    />
  );
}

/** `/` leads into the search of this page before it opens the menu of all pages. */
function useSlash(focus: () => void): void {
  const [isOn] = useShortcutsOn();
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent): void => {
      const at = event.target instanceof Element ? event.target : document.body;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (at.closest("input, textarea, select, [role=dialog]") !== null) return;
      event.preventDefault();
      focus();
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  });
}
