import { Alert, Text } from "@mantine/core";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { IconClockX, IconHandStop, IconUsers } from "@tabler/icons-react";
import { TextLink } from "../../parts/TextLink.tsx";
import { ago, instant } from "../../parts/words.ts";
import type { Plan } from "./plan-values.ts";

/** What has to be known before the rest: it is out of date, a newer one waits, somebody declined it. */
export function PlanNotes({ plan }: { readonly plan: Plan }) {
  const newer =
    plan.newer === null ? null : (
      <TextLink to="/changes/$plan" params={{ plan: shortHash(plan.newer) }}>
        Look at the newer plan
      </TextLink>
    );
  if (plan.declined !== null)
    return (
      <Alert color="gray" icon={<IconHandStop aria-hidden />} title="This plan was declined">
        <Text size="sm">
          {plan.declined.by} said no on {instant(plan.declined.at)}: {plan.declined.reason}. The next sync
          plans anew what is still so. {newer}
        </Text>
      </Alert>
    );
  if (plan.isStale || plan.state === "superseded")
    return (
      <Alert color="yellow" icon={<IconClockX aria-hidden />} title="This plan is out of date">
        <Text size="sm">
          {plan.state === "superseded"
            ? "Newer files have arrived, and a newer plan was made from them."
            : "The directory has changed since it was made, so it is not applied any more. The next sync plans anew."}{" "}
          {newer}
        </Text>
      </Alert>
    );
  return plan.isOpen ? (
    <>
      <FirstWords plan={plan} />
      <Text size="sm" className="quiet">
        This plan was made {ago(plan.sealedAt)}. Waiting is harmless: nothing of what waits has happened.
      </Text>
    </>
  ) : null;
}

/** Who has approved already, where it takes two. */
function FirstWords({ plan }: { readonly plan: Plan }) {
  if (plan.words.length === 0) return null;
  return (
    <Alert color="blue" icon={<IconUsers aria-hidden />} title="This waits for a second person">
      {plan.words.map(({ at, says }) => (
        <Text size="sm" key={`${at} ${says}`}>
          {says} ({instant(at)})
        </Text>
      ))}
      <Text size="sm">Somebody else who may approve reads the plan and approves the same.</Text>
    </Alert>
  );
}
