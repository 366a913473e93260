import { Button, Card, Stack, Text, Title } from "@mantine/core";
import { comparePlans } from "@muster/api/resource/change.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { counted, instant } from "../../parts/words.ts";
import type { Plan } from "./plan-values.ts";
import { usePlanSearch } from "./use-plan-search.ts";

/** What of the plan was not in the one before: somebody who read that one need read no more than this. */
export function SinceBefore({
  hash,
  previous,
  toRows,
}: {
  readonly hash: string;
  readonly previous: NonNullable<Plan["previous"]>;
  readonly toRows: () => void;
}) {
  const [, set] = usePlanSearch();
  const compared = useAsk(comparePlans, { params: { plan: hash, other: previous.hash } });
  const see = (): void => {
    set({ since: previous.hash, page: undefined });
    toRows();
  };
  return (
    <Card withBorder component="section" aria-labelledby="plan-since">
      <Title order={2} size="h4" id="plan-since" mb={4}>
        New since the plan before
      </Title>
      <Answer of={compared} lines={1}>
        {({ says, fresh, freshParts, goneParts }) => (
          <Stack gap="xs" align="start">
            <Text size="sm">
              {says} Compared with{" "}
              <TextLink to="/changes/$plan" params={{ plan: shortHash(previous.hash) }}>
                the plan of {instant(previous.sealedAt)}
              </TextLink>
              .
            </Text>
            <Parts title="New" parts={freshParts} />
            <Parts title="No longer planned" parts={goneParts} />
            {fresh === 0 ? null : (
              <Button size="compact-sm" variant="default" onClick={see}>
                List {counted(fresh, "new change")} alone
              </Button>
            )}
          </Stack>
        )}
      </Answer>
    </Card>
  );
}

function Parts({ title, parts }: { readonly title: string; readonly parts: readonly string[] }) {
  return parts.length === 0 ? null : (
    <Text size="sm">
      <b>{title}:</b> {parts.join(", ")}
    </Text>
  );
}
