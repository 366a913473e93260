import { Text, Timeline } from "@mantine/core";
import { showTimeline } from "@muster/api/resource/arrival.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { instant } from "../../parts/words.ts";

/** Everything that happened to a source, newest first. */
export function TimelineTab({ source }: { readonly source: number }) {
  const timeline = useAsk(showTimeline, { params: { source } });
  return (
    <Answer of={timeline}>
      {({ items }) =>
        items.length === 0 ? (
          <Text>Nothing has happened to it yet.</Text>
        ) : (
          <Timeline bulletSize={14} lineWidth={2} active={-1}>
            {items.map(({ at, who, says, run }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two events may be alike to the millisecond
              <Timeline.Item key={`${at} ${index}`} title={says}>
                <Text size="sm" c="dimmed">
                  {`${instant(at)}, ${who} `}
                  {run === null ? null : (
                    <TextLink to="/history/$run" params={{ run: String(run) }}>{`Run ${run}`}</TextLink>
                  )}
                </Text>
              </Timeline.Item>
            ))}
          </Timeline>
        )
      }
    </Answer>
  );
}
