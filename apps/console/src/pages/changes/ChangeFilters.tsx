import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { listPlanChoices } from "@muster/api/resource/change.ts";
import type { listPlanGroups } from "@muster/api/resource/plan.ts";
import type { Answered } from "@muster/api/route.ts";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { counted, instant } from "../../parts/words.ts";
import { kindLabels, type Plan } from "./plan-values.ts";
import { type SearchChange, usePlanSearch } from "./use-plan-search.ts";

/** How long nothing must be typed before it is searched for, in ms. */
const pauseMs = 200;

/** What of the changes is listed. All of it stands in the address, so that a link shows the same. */
export function ChangeFilters({
  plan,
  hash,
  groups,
}: {
  readonly plan: Plan;
  readonly hash: string;
  readonly groups: Answered<typeof listPlanGroups> | undefined;
}) {
  const [search, set] = usePlanSearch();
  const pick = usePick();
  const isFiltered = Object.entries(search).some(([name]) => name !== "change" && name !== "page");
  return (
    <Group gap="sm" align="end" mb="sm" role="search" aria-label="Filter the changes">
      <SearchText />
      <NativeSelect
        label="Records"
        {...pick("type")}
        data={[all, ...plan.matrix.map(({ type, label }) => ({ value: type, label }))]}
      />
      <NativeSelect
        label="Kind"
        {...pick("kind")}
        data={[all, ...Object.entries(kindLabels).map(([value, label]) => ({ value, label }))]}
      />
      <NativeSelect
        label="School"
        maw={240}
        {...pick("school", true)}
        data={[all, ...plan.schools.map(({ schoolId, name }) => ({ value: String(schoolId), label: name }))]}
      />
      <NativeSelect
        label="Standing"
        {...pick("standing")}
        data={[
          all,
          { value: "held", label: "Held" },
          { value: "go", label: "Within limits, waiting" },
          { value: "applied", label: "Applied" },
        ]}
      />
      {groups === undefined || groups.columns.length === 0 ? null : (
        <NativeSelect
          label="Value that changes"
          maw={200}
          {...pick("column")}
          data={[all, ...groups.columns.map(({ column, label }) => ({ value: column, label }))]}
        />
      )}
      {groups === undefined ? null : (
        <NativeSelect
          label="Alike"
          maw={260}
          {...pick("group", true)}
          data={[all, ...groups.groups.map(({ group, title }) => ({ value: String(group), label: title }))]}
        />
      )}
      <ChoiceFilters plan={plan} hash={hash} isOff={groups === undefined} pick={pick} />
      {isFiltered ? (
        <Button variant="subtle" onClick={() => set(none)}>
          Show all
        </Button>
      ) : null}
    </Group>
  );
}

/** What ties a field to a word of the address. */
function usePick() {
  const [search, set] = usePlanSearch();
  return (name: keyof SearchChange, isNumber = false) => ({
    value: String(search[name] ?? ""),
    onChange: (event: { readonly currentTarget: { readonly value: string } }): void => {
      const { value } = event.currentTarget;
      set({
        [name]: value === "" ? undefined : isNumber ? Number(value) : value,
        page: undefined,
      } as SearchChange);
    },
  });
}

/** Grades, classes, teachers, and the plan before: asked for when what stands above is there. */
function ChoiceFilters({
  plan,
  hash,
  isOff,
  pick,
}: {
  readonly plan: Plan;
  readonly hash: string;
  readonly isOff: boolean;
  readonly pick: ReturnType<typeof usePick>;
}) {
  const choices = useAsk(listPlanChoices, { params: { plan: hash } }, { isOff }).data;
  return (
    <>
      {choices === undefined || choices.grades.length === 0 ? null : (
        <NativeSelect
          label="Grade"
          {...pick("grade")}
          data={[all, ...choices.grades.map(({ grade }) => grade)]}
        />
      )}
      {[
        { name: "class" as const, label: "Class", of: choices?.classes ?? [] },
        { name: "teacher" as const, label: "Classes of", of: choices?.teachers ?? [] },
      ].map(({ name, label, of }) =>
        of.length === 0 ? null : (
          <NativeSelect
            key={name}
            label={label}
            maw={200}
            {...pick(name, true)}
            data={[
              all,
              ...of.map((one) => ({
                value: String(one.id),
                label: `${one.name} (${counted(one.changes, "change")})`,
              })),
            ]}
          />
        ),
      )}
      {plan.previous === null ? null : (
        <NativeSelect
          label="New since"
          maw={220}
          {...pick("since")}
          data={[all, { value: plan.previous.hash, label: `The plan of ${instant(plan.previous.sealedAt)}` }]}
        />
      )}
    </>
  );
}

const all = { value: "", label: "All" };

const none: SearchChange = {
  ...{ type: undefined, kind: undefined, school: undefined, group: undefined },
  ...{ standing: undefined, column: undefined, text: undefined, since: undefined },
  ...{ grade: undefined, class: undefined, teacher: undefined },
};

/** Searches shortly after the last key, so that each letter is not a question of its own. */
function SearchText() {
  const [search, set] = usePlanSearch();
  const [text, setText] = useState(search.text ?? "");
  useEffect(() => {
    if (text === (search.text ?? "")) return;
    const timer = setTimeout(() => set({ text: text === "" ? undefined : text, page: undefined }), pauseMs);
    return () => clearTimeout(timer);
  }, [text, search.text, set]);
  // Shown anew where a button took the filter away.
  const [seen, setSeen] = useState(search.text);
  if (seen !== search.text) {
    setSeen(search.text);
    setText(search.text ?? "");
  }
  return (
    <TextInput
      label="Name or ID"
      type="search"
      style={{ flex: "1 1 12rem" }}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}
