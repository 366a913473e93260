import { Button, Stack, Text } from "@mantine/core";
import { listPlans } from "@muster/api/resource/plan.ts";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { PlanList } from "./PlanList.tsx";
import { PlanView } from "./PlanView.tsx";
import { shortHash } from "./plan-values.ts";

/** The plan that waits for a person, or the last one there was; and below it those before. */
export function ChangesPage() {
  const plans = useAsk(listPlans, { query: { limit: 10 } });
  if (plans.data === undefined)
    return (
      <>
        <PageHead title="Changes" />
        <Answer of={plans}>{() => null}</Answer>
      </>
    );
  const { waiting, items, total } = plans.data;
  const shown = waiting[0] ?? items[0];
  if (shown === undefined) return <NoPlan />;
  const others = items.filter(({ hash }) => hash !== shown.hash);
  return (
    <Stack gap="xl">
      <PlanView plan={shortHash(shown.hash)} />
      {others.length === 0 ? null : <PlanList plans={others} total={total} />}
    </Stack>
  );
}

function NoPlan() {
  return (
    <>
      <PageHead title="Changes" says="What a sync would change, before it does." />
      <Stack align="start">
        <Text>
          There is no plan yet: every sync makes one, and shows here what would come, change and leave before
          anything happens.
        </Text>
        <Button renderRoot={(props) => <Link to="/sources" {...props} />}>Connect a source</Button>
      </Stack>
    </>
  );
}
