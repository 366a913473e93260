import { Anchor, Badge, Button, Group, Stack, Text, Title } from "@mantine/core";
import { MessageCard } from "../../parts/MessageCard.tsx";
import { count, counted } from "../../parts/words.ts";
import type { Choice, Hold, Part } from "./plan-values.ts";
import { usePlanSearch } from "./use-plan-search.ts";

/** What is held and why, the worst first: all six parts of the message, and the text for the vendor. */
export function HoldList({
  holds,
  isOpen,
  decide,
  toRows,
}: {
  readonly holds: readonly Hold[];
  /** Whether the plan waits for somebody still. */
  readonly isOpen: boolean;
  readonly decide: ((choice: Choice) => void) | undefined;
  readonly toRows: () => void;
}) {
  if (holds.length === 0) return null;
  // Once what they waited for is decided, nothing is left beside which they could be folded away.
  const tone = isOpen ? "yellow" : "gray";
  const areAlone = holds.every(({ message }) => message.code === alongCode);
  return (
    <Stack component="section" gap="sm" aria-label="Held, and why">
      <Title order={2} size="h4">
        Held, and why
      </Title>
      {holds.map((hold) =>
        hold.message.code === alongCode && !areAlone ? (
          <details key={hold.message.code}>
            <summary className="plan-summary">
              {counted(hold.changes, "more change")} {hold.changes === 1 ? "waits" : "wait"} along, because of
              what is held
            </summary>
            <HoldCard hold={hold} tone={tone} decide={undefined} toRows={toRows} />
          </details>
        ) : (
          <HoldCard key={hold.message.code} hold={hold} tone={tone} decide={decide} toRows={toRows} />
        ),
      )}
    </Stack>
  );
}

/** What merely waits with what is held needs no message of its own beside it. */
const alongCode = "gate.depends.held";

function HoldCard({
  hold,
  tone,
  decide,
  toRows,
}: {
  readonly hold: Hold;
  readonly tone: "yellow" | "gray";
  readonly decide: ((choice: Choice) => void) | undefined;
  readonly toRows: () => void;
}) {
  const [, set] = usePlanSearch();
  const part = partOf(hold);
  const see = (of: Part): void => {
    set({
      type: of.type,
      kind: of.kind,
      school: of.schoolId,
      standing: "held",
      group: undefined,
      text: undefined,
    });
    toRows();
  };
  return (
    <article aria-label={hold.message.what}>
      <MessageCard message={hold.message} tone={tone}>
        {hold.more.length === 0 ? null : <Others hold={hold} see={see} />}
        {hold.changes === 0 ? null : (
          <Group gap="sm">
            <Badge variant="outline" color="gray" tt="none">
              {counted(hold.changes, "change")} held
            </Badge>
            <Button
              size="xs"
              variant="default"
              onClick={() => see(hold.more.length === 0 ? part : withoutSchool(part))}
            >
              See the changes
            </Button>
            {decide === undefined || part.type === undefined ? null : (
              <Button size="xs" variant="default" onClick={() => decide({ mode: "only", parts: [part] })}>
                Decide on this part …
              </Button>
            )}
          </Group>
        )}
      </MessageCard>
    </article>
  );
}

function Others({ hold, see }: { readonly hold: Hold; readonly see: (part: Part) => void }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        The same elsewhere:
      </Text>
      <ul className="plain plan-others">
        {hold.more.map((other) => (
          <li key={`${other.type}/${other.kind}/${other.schoolId}`}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              underline="always"
              onClick={() => see(partOf(other))}
            >
              {other.what}
            </Anchor>
          </li>
        ))}
      </ul>
      {hold.rest === 0 ? null : <Text size="sm">And {count(hold.rest)} more.</Text>}
    </div>
  );
}

function partOf({ type, kind, schoolId }: Pick<Hold, "type" | "kind" | "schoolId">): Part {
  return {
    ...(type === null ? {} : { type }),
    ...(kind === null ? {} : { kind }),
    ...(schoolId === null ? {} : { schoolId }),
  };
}

function withoutSchool({ schoolId: _schoolId, ...part }: Part): Part {
  return part;
}
