import { Button, Card, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { checkSource, enableSource } from "@muster/api/resource/source.ts";
import type { Answered } from "@muster/api/route.ts";
import { useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { useMay } from "../../data/use-session.ts";
import { Answer } from "../../parts/Answer.tsx";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { type Standing, StateMark } from "../../parts/StateMark.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { told } from "../../parts/told.ts";
import { counted } from "../../parts/words.ts";
import type { ShownSource } from "./source-words.ts";

type Check = Answered<typeof checkSource>;
type Item = Check["items"][number];

const standings: Readonly<Record<Item["state"], { readonly standing: Standing; readonly word: string }>> = {
  fine: { standing: "good", word: "Fine" },
  look: { standing: "look", word: "Worth a look" },
  must: { standing: "bad", word: "To be solved" },
  unknown: { standing: "unknown", word: "Not known yet" },
};

const order: readonly Item["state"][] = ["must", "look", "unknown", "fine"];

/** What should be right before a source runs by itself, counted; and the deed that lets it run. */
export function CheckTab({ source }: { readonly source: ShownSource }) {
  const check = useAsk(checkSource, { params: { source: source.source } });
  return (
    <Answer of={check}>
      {(shown) => (
        <Stack>
          <Group justify="space-between">
            <Text>
              {shown.run === null
                ? "No roster was read yet: what needs one is not known."
                : "Counted over the newest roster that was read. "}
              {shown.run === null ? null : (
                <TextLink
                  to="/history/$run"
                  params={{ run: String(shown.run) }}
                >{`Run ${shown.run}`}</TextLink>
              )}
            </Text>
            <Button variant="default" onClick={() => void check.refetch()} loading={check.isFetching}>
              Count again
            </Button>
          </Group>
          {source.kind === "upload" || source.state === "enabled" ? null : (
            <EnableCard source={source} check={shown} />
          )}
          {order.map((state) => (
            <Items key={state} state={state} items={shown.items.filter((item) => item.state === state)} />
          ))}
        </Stack>
      )}
    </Answer>
  );
}

function EnableCard({ source, check }: { readonly source: ShownSource; readonly check: Check }) {
  const maySet = useMay("set");
  const enable = useDeed(enableSource);
  const [reason, setReason] = useState("");
  if (!maySet || source.lookedAt === null) return null;
  const isBlocked = check.state === "must";
  const go = () =>
    enable.mutate(
      { params: { source: source.source }, body: isBlocked ? { anyway: reason } : {} },
      {
        onSuccess: ({ isEnabled }) =>
          isEnabled && told(`${source.name} is enabled. Nothing has been changed yet.`),
      },
    );
  return (
    <Card withBorder component="section" aria-labelledby="enable">
      <Stack>
        <Title order={2} size="h4" id="enable">
          Let it run
        </Title>
        <Text>
          {isBlocked
            ? "Something must be solved first: the first sync would do what nobody wants. Whoever goes on all the same says why; it is kept."
            : `Once it is enabled it runs ${source.startsAt === null ? "when asked" : `every day at ${source.startsAt}`}. Nothing happens at this moment.`}
        </Text>
        {isBlocked ? (
          <Textarea
            label="Why it may run all the same"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            minRows={2}
          />
        ) : null}
        <DeedTrouble error={enable.error} />
        <Group>
          <Button onClick={go} loading={enable.isPending} disabled={isBlocked && reason.trim().length < 3}>
            {isBlocked ? "Enable it all the same" : "Enable it"}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function Items({ state, items }: { readonly state: Item["state"]; readonly items: readonly Item[] }) {
  if (items.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={standings[state].word}>
      <Title order={2} size="h5">
        {`${standings[state].word}: ${counted(items.length, "point")}`}
      </Title>
      {items.map((item) => (
        <Card key={item.id} withBorder padding="sm">
          <Group align="start" gap="md">
            <div style={{ flex: "0 0 9rem" }}>
              <StateMark {...standings[item.state]} />
            </div>
            <Stack gap={2} style={{ flex: "1 1 16rem", minWidth: 0 }}>
              <Text fw={600}>{item.title}</Text>
              <Text size="sm">{item.says}</Text>
              {item.todo === "" ? null : (
                <Text size="sm">
                  <b>What to do: </b>
                  {item.todo}
                </Text>
              )}
              <Examples item={item} />
              {item.state === "fine" || !isMatching(item.id) ? null : (
                <Text size="sm">
                  <TextLink to="/sources/schools">Match schools and classes</TextLink>
                </Text>
              )}
            </Stack>
          </Group>
        </Card>
      ))}
    </Stack>
  );
}

/** Mended on the page where schools and classes are matched. */
function isMatching(id: string): boolean {
  return id.startsWith("school.") || id.startsWith("classroom.match");
}

function Examples({ item: { examples, count: all } }: { readonly item: Item }) {
  if (examples.length === 0) return null;
  const lines = examples.map(({ sourcedId, file, line, record }) =>
    [
      sourcedId ?? (record === null ? "" : `record ${record}`),
      file === null ? "" : `${file}${line === null ? "" : ` line ${line}`}`,
    ]
      .filter((part) => part !== "")
      .join(", "),
  );
  return (
    <details>
      <summary>{`The first ${examples.length} of ${all}`}</summary>
      <ul style={{ margin: 0 }}>
        {lines.map((line) => (
          <li key={line}>
            <Text size="sm" span>
              {line}
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}
