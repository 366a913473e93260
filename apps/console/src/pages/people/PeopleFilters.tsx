import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type PeopleSearch, type Tab, without } from "./people-search.ts";
import { SchoolField } from "./SchoolField.tsx";

/** What narrows a list down; it stands in the address, so that a list can be sent to somebody. */
export function PeopleFilters({ tab, search }: { readonly tab: Tab; readonly search: PeopleSearch }) {
  const navigate = useNavigate();
  const turn = (next: PeopleSearch): void =>
    void navigate({ to: "/people", search: { ...next, tab }, resetScroll: false });
  const set = (name: keyof PeopleSearch, value: string | number): void =>
    turn(value === "" ? without(search, name) : { ...search, [name]: value });
  const isFiltered = Object.keys(search).some((name) => name !== "tab");
  if (tab === "schools") return null;
  return (
    <Group align="end" gap="sm">
      <SchoolField
        first="All schools"
        value={search.school ?? ""}
        onChange={(event) => set("school", Number(event.currentTarget.value) || "")}
        style={{ flex: "1 1 12rem" }}
      />
      {tab === "students" || tab === "classes" ? (
        <TextInput
          label="Grade"
          placeholder="04"
          value={search.grade ?? ""}
          onChange={(event) => set("grade", event.currentTarget.value.trim())}
          w={90}
        />
      ) : null}
      <NativeSelect
        label="Status"
        value={search.status ?? ""}
        onChange={(event) => set("status", event.currentTarget.value)}
        data={[
          { value: "", label: "Active" },
          { value: "archived", label: tab === "classes" ? "Closed" : "Left" },
          { value: "all", label: "All" },
        ]}
        style={{ flex: "0 1 8rem" }}
      />
      <NativeSelect
        label="Kept by"
        value={search.origin ?? ""}
        onChange={(event) => set("origin", event.currentTarget.value)}
        data={[
          { value: "", label: "Anybody" },
          { value: "synced", label: "A source" },
          { value: "manual", label: "People, by hand" },
        ]}
        style={{ flex: "0 1 10rem" }}
      />
      {isFiltered ? (
        <Button variant="default" onClick={() => turn({})}>
          Clear filters
        </Button>
      ) : null}
    </Group>
  );
}
