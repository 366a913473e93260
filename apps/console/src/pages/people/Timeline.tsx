import { Button, Card, Group, Timeline as Line, Stack, Text, Title } from "@mantine/core";
import type { classroomTimeline } from "@muster/api/resource/classroom.ts";
import type { personTimeline } from "@muster/api/resource/person.ts";
import type { schoolTimeline } from "@muster/api/resource/school.ts";
import type { Answered } from "@muster/api/route.ts";
import { IconArchive, IconArrowBackUp, IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { instant } from "../../parts/words.ts";

type Event = Answered<typeof personTimeline>["items"][number];

/** Whose timeline it is: the route and the number it takes. */
export type TimelineOf =
  | { readonly route: typeof personTimeline; readonly params: { readonly person: number } }
  | { readonly route: typeof classroomTimeline; readonly params: { readonly classroom: number } }
  | { readonly route: typeof schoolTimeline; readonly params: { readonly school: number } };

/** What happened, newest first, each with its run and whoever let it through. */
export function Timeline({ of }: { readonly of: TimelineOf }) {
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined]);
  return (
    <Card withBorder component="section" aria-labelledby="timeline">
      <Stack gap="md">
        <Title order={2} size="h4" id="timeline">
          What happened
        </Title>
        {pages.map((after, place) => (
          <TimelinePage
            key={after ?? "first"}
            of={of}
            after={after}
            onMore={place === pages.length - 1 ? (next) => setPages([...pages, next]) : undefined}
          />
        ))}
      </Stack>
    </Card>
  );
}

function TimelinePage({
  of,
  after,
  onMore,
}: {
  readonly of: TimelineOf;
  readonly after: string | undefined;
  readonly onMore: ((next: string) => void) | undefined;
}) {
  const query = { limit: 20, ...(after === undefined ? {} : { after }) };
  // The three routes take and answer the same but for the name of their number.
  const events = useAsk(of.route as typeof personTimeline, {
    params: of.params as { readonly person: number },
    query,
  });
  return (
    <Answer of={events} lines={4}>
      {({ items, next }) => (
        <Stack gap="md">
          {items.length === 0 ? <Text size="sm">Nothing has happened yet.</Text> : <Events events={items} />}
          {next !== null && onMore !== undefined ? (
            <Button variant="default" size="xs" w="fit-content" onClick={() => onMore(next)}>
              Show what was before
            </Button>
          ) : null}
        </Stack>
      )}
    </Answer>
  );
}

function Events({ events }: { readonly events: readonly Event[] }) {
  return (
    <Line bulletSize={26} lineWidth={2} active={events.length} color="gray">
      {events.map((event) => {
        const Icon = icons[event.action] ?? IconPencil;
        return (
          <Line.Item key={`${event.run} ${event.type} ${event.text}`} bullet={<Icon size={14} aria-hidden />}>
            <Text size="sm">{event.text}</Text>
            <Group gap="xs">
              <Text size="xs" component="span" className="quiet">
                {instant(event.at)} ·{" "}
                <TextLink size="xs" to="/history/$run" params={{ run: String(event.run) }}>
                  run {event.run}
                </TextLink>
                {event.operator === null ? "" : ` by ${event.operator}`}
              </Text>
            </Group>
            {event.approvedBy === null ? null : (
              <Text size="xs">
                Approved by {event.approvedBy}: {event.approvedFor}
              </Text>
            )}
          </Line.Item>
        );
      })}
    </Line>
  );
}

const icons: Readonly<Record<string, typeof IconPlus>> = {
  create: IconPlus,
  restore: IconArrowBackUp,
  archive: IconArchive,
  update: IconPencil,
};
