import { Button, Stack, Text } from "@mantine/core";
import { listPlans } from "@muster/api/resource/plan.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { firstPlans, planShownFirst } from "./first-plan.ts";
import { PlanList } from "./PlanList.tsx";
import { PlanView } from "./PlanView.tsx";

/** The plan that waits for a person, or the last one there was; and below it those before. */
export function ChangesPage() {
  const plans = useAsk(listPlans, firstPlans);
  if (plans.data === undefined)
    return (
      <>
        <PageHead title="Changes" />
        <Answer of={plans}>{() => null}</Answer>
      </>
    );
  const { items, total } = plans.data;
  const shown = planShownFirst(plans.data);
  if (shown === undefined) return <NoPlan />;
  const others = items.filter(({ hash }) => shortHash(hash) !== shown);
  return (
    <Stack gap="xl">
      <PlanView plan={shown} />
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
