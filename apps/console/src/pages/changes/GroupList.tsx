import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { samplePlanGroup } from "@muster/api/resource/change.ts";
import type { listPlanGroups } from "@muster/api/resource/plan.ts";
import type { Answered } from "@muster/api/route.ts";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import type { AskError } from "../../data/ask.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { useShortcutsOn } from "../../parts/use-shortcuts.ts";
import { count, counted } from "../../parts/words.ts";
import { PickedParts } from "./PickedParts.tsx";
import type { Choice, Group as LikeChanges, Part } from "./plan-values.ts";
import { usePlanSearch } from "./use-plan-search.ts";

type Groups = Answered<typeof listPlanGroups>;

/** So many groups are shown before the rest is asked for. */
const shownAtFirst = 12;

/** Changes that are alike, one line each: what they have in common, and how many they are. */
export function GroupList({
  plan,
  groups,
  decide,
  toRows,
}: {
  readonly plan: string;
  readonly groups: UseQueryResult<Groups, AskError>;
  readonly decide: ((choice: Choice) => void) | undefined;
  readonly toRows: () => void;
}) {
  const [showsAll, setShowsAll] = useState(false);
  const [picked, setPicked] = useState<ReadonlyMap<number, LikeChanges>>(new Map());
  return (
    <Card withBorder component="section" aria-labelledby="plan-groups">
      <Title order={2} size="h4" id="plan-groups" mb="xs">
        Changes that are alike
      </Title>
      {picked.size === 0 ? null : (
        <PickedParts
          says={counted(picked.size, "group")}
          parts={[...picked.values()].flatMap(partsOf)}
          clear={() => setPicked(new Map())}
          decide={decide}
        />
      )}
      <Answer of={groups}>
        {(data) => (
          <>
            {(showsAll ? data.groups : data.groups.slice(0, shownAtFirst)).map((group) => (
              <GroupLine
                key={group.group}
                plan={plan}
                group={group}
                isPicked={picked.has(group.group)}
                pick={() => setPicked(withOrWithout(picked, group))}
                toRows={toRows}
              />
            ))}
            {data.groups.length === 0 ? <Text size="sm">Nothing changes here.</Text> : null}
            {showsAll || data.groups.length <= shownAtFirst ? null : (
              <Button variant="subtle" size="xs" mt="xs" onClick={() => setShowsAll(true)}>
                Show {count(data.groups.length - shownAtFirst)} more groups
              </Button>
            )}
            {data.total > data.groups.length && showsAll ? (
              <Text size="sm">
                {count(data.total - data.groups.length)} smaller groups are among the changes below.
              </Text>
            ) : null}
          </>
        )}
      </Answer>
    </Card>
  );
}

function withOrWithout(
  picked: ReadonlyMap<number, LikeChanges>,
  group: LikeChanges,
): ReadonlyMap<number, LikeChanges> {
  const next = new Map(picked);
  if (!next.delete(group.group)) next.set(group.group, group);
  return next;
}

/** The parts that a group lies in: at all schools where it is in too many to name. */
function partsOf({ types, kinds, schoolIds }: LikeChanges): readonly Part[] {
  const wholes = types.flatMap((type) => kinds.map((kind) => ({ type, kind })));
  return schoolIds.length === 0
    ? wholes
    : wholes.flatMap((whole) => schoolIds.map((schoolId) => ({ ...whole, schoolId })));
}

const toneWords = { odd: "Look twice", formatting: "Formatting", leaving: "", plain: "" } as const;

function GroupLine({
  plan,
  group,
  isPicked,
  pick,
  toRows,
}: {
  readonly plan: string;
  readonly group: LikeChanges;
  readonly isPicked: boolean;
  readonly pick: () => void;
  readonly toRows: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const [hasKeys] = useShortcutsOn();
  const word = toneWords[group.tone];
  return (
    <fieldset
      className="plan-group"
      aria-label={group.title}
      onKeyDown={(event) => {
        if (!hasKeys || event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
        // Within a group `x` means the group; elsewhere the change that is looked at (ChangeRows).
        event.preventDefault();
        pick();
      }}
    >
      <Stack gap={2}>
        <Group gap="xs">
          <Text fw={600} size="sm">
            {group.title}
          </Text>
          {word === "" ? null : (
            <Badge size="sm" variant="outline" color={group.tone === "odd" ? "red" : "gray"} tt="none">
              {word}
            </Badge>
          )}
          {group.held === 0 ? null : (
            <Text span size="xs" className="plan-held">
              {count(group.held)} held
            </Text>
          )}
        </Group>
        <Text size="sm" className="quiet">
          {group.says}
        </Text>
      </Stack>
      <GroupButtons
        group={group}
        isPicked={isPicked}
        pick={pick}
        isOpen={isOpen}
        turn={() => setOpen(!isOpen)}
        toRows={toRows}
      />
      {isOpen ? <Samples plan={plan} group={group.group} /> : null}
    </fieldset>
  );
}

/** What can be done with a group: see some of it, list it, select it. */
function GroupButtons({
  group,
  isPicked,
  pick,
  isOpen,
  turn,
  toRows,
}: {
  readonly group: LikeChanges;
  readonly isPicked: boolean;
  readonly pick: () => void;
  /** Samples of it are shown. */
  readonly isOpen: boolean;
  readonly turn: () => void;
  readonly toRows: () => void;
}) {
  const [search, set] = usePlanSearch();
  const see = (): void => {
    set({
      group: group.group,
      type: undefined,
      kind: undefined,
      school: undefined,
      standing: undefined,
      column: undefined,
      text: undefined,
    });
    toRows();
  };
  return (
    <Group gap="xs" align="start">
      <Button
        size="compact-sm"
        variant="default"
        aria-expanded={isOpen}
        aria-label={`Samples of: ${group.title}`}
        onClick={turn}
      >
        {isOpen ? "Hide samples" : "Samples"}
      </Button>
      <Button
        size="compact-sm"
        variant={search.group === group.group ? "filled" : "default"}
        aria-label={`List ${counted(group.changes, "change")}: ${group.title}`}
        onClick={see}
      >
        List {count(group.changes)}
      </Button>
      <Button
        size="compact-sm"
        variant={isPicked ? "filled" : "default"}
        aria-pressed={isPicked}
        aria-label={`Select: ${group.title}`}
        onClick={pick}
      >
        {isPicked ? "Selected" : "Select"}
      </Button>
    </Group>
  );
}

function Samples({ plan, group }: { readonly plan: string; readonly group: number }) {
  const [turn, setTurn] = useState(0);
  const [, set] = usePlanSearch();
  const samples = useAsk(samplePlanGroup, { params: { plan }, query: { group, turn } }, { keepsOld: true });
  return (
    <div style={{ gridColumn: "1 / -1" }}>
      <Answer of={samples} lines={5}>
        {({ items }) => (
          <Stack gap={4}>
            <ul className="plain">
              {items.map((item) => (
                <li key={item.change}>
                  {item.first === null ? null : (
                    <Text size="sm" span fw={600}>
                      {item.first}:{" "}
                    </Text>
                  )}
                  <Text size="sm" span>
                    {item.says}
                  </Text>{" "}
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={`Open ${item.subject}`}
                    onClick={() => set({ change: item.change })}
                  >
                    Open
                  </Button>
                </li>
              ))}
            </ul>
            <Button size="compact-sm" variant="subtle" w="fit-content" onClick={() => setTurn(turn + 1)}>
              Show others
            </Button>
          </Stack>
        )}
      </Answer>
    </div>
  );
}
