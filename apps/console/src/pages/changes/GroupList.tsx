import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { samplePlanGroup } from "@muster/api/resource/change.ts";
import type { listPlanGroups } from "@muster/api/resource/plan.ts";
import type { Answered } from "@muster/api/route.ts";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import type { AskError } from "../../data/ask.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { count, counted } from "../../parts/words.ts";
import type { Group as LikeChanges } from "./plan-values.ts";
import { usePlanSearch } from "./use-plan-search.ts";

type Groups = Answered<typeof listPlanGroups>;

/** So many groups are shown before the rest is asked for. */
const shownAtFirst = 12;

/** Changes that are alike, one line each: what they have in common, and how many they are. */
export function GroupList({
  plan,
  groups,
  toRows,
}: {
  readonly plan: string;
  readonly groups: UseQueryResult<Groups, AskError>;
  readonly toRows: () => void;
}) {
  const [showsAll, setShowsAll] = useState(false);
  return (
    <Card withBorder component="section" aria-labelledby="plan-groups">
      <Title order={2} size="h4" id="plan-groups" mb="xs">
        Changes that are alike
      </Title>
      <Answer of={groups}>
        {(data) => (
          <>
            {(showsAll ? data.groups : data.groups.slice(0, shownAtFirst)).map((group) => (
              <GroupLine key={group.group} plan={plan} group={group} toRows={toRows} />
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

const toneWords = { odd: "Look twice", formatting: "Formatting", leaving: "", plain: "" } as const;

function GroupLine({
  plan,
  group,
  toRows,
}: {
  readonly plan: string;
  readonly group: LikeChanges;
  readonly toRows: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
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
  const word = toneWords[group.tone];
  return (
    <div className="plan-group">
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
      <Group gap="xs" align="start">
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={isOpen}
          aria-label={`Samples of: ${group.title}`}
          onClick={() => setOpen(!isOpen)}
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
      </Group>
      {isOpen ? <Samples plan={plan} group={group.group} /> : null}
    </div>
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
