import "./changes.css";
import { Stack } from "@mantine/core";
import { listPlanGroups, showPlan } from "@muster/api/resource/plan.ts";
import type { Answered } from "@muster/api/route.ts";
import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { AskError } from "../../data/ask.ts";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { PageHead } from "../../parts/PageHead.tsx";
import { TextLink } from "../../parts/TextLink.tsx";
import { instant } from "../../parts/words.ts";
import { ChangeDrawer } from "./ChangeDrawer.tsx";
import { ChangeList } from "./ChangeList.tsx";
import { DecideBar } from "./DecideBar.tsx";
import { type Asked, DecideDialog } from "./DecideDialog.tsx";
import { GroupList } from "./GroupList.tsx";
import { HoldList } from "./HoldList.tsx";
import { Matrix } from "./Matrix.tsx";
import { PlanNotes } from "./PlanNotes.tsx";
import { PlanResult } from "./PlanResult.tsx";
import type { Choice, Plan } from "./plan-values.ts";
import { SchoolTable } from "./SchoolTable.tsx";
import { SinceBefore } from "./SinceBefore.tsx";

/** A plan from its headline down to one record: shape, groups, samples, rows, why; and what is to become of it. */
export function PlanView({ plan }: { readonly plan: string }) {
  const shown = useAsk(showPlan, { params: { plan } });
  const groups = useAsk(listPlanGroups, { params: { plan } });
  if (shown.data === undefined)
    return (
      <>
        <PageHead title="Changes" />
        <Answer of={shown} lines={6}>
          {() => null}
        </Answer>
      </>
    );
  return <Shown plan={shown.data} hash={plan} groups={groups} />;
}

function Shown({
  plan,
  hash,
  groups,
}: {
  readonly plan: Plan;
  readonly hash: string;
  readonly groups: UseQueryResult<Answered<typeof listPlanGroups>, AskError>;
}) {
  const [asked, setAsked] = useState<Asked | undefined>();
  const list = useRef<HTMLElement>(null);
  const decide = (choice?: Choice): void => setAsked({ to: "apply", choice });
  const mayDecide = plan.isOpen && plan.mayDecide;
  useFocusKept(`${plan.state} ${plan.runs.length}`);
  const toRows = (): void => list.current?.scrollIntoView({ block: "start" });
  return (
    <>
      <PageHead
        title={plan.says}
        says={<Says plan={plan} headline={groups.data?.headline ?? plan.headline} />}
      />
      <Stack gap="lg">
        <PlanNotes plan={plan} />
        <HoldList
          holds={plan.holds}
          isOpen={plan.isOpen}
          decide={mayDecide ? decide : undefined}
          toRows={toRows}
        />
        <PlanResult plan={plan} />
        <Matrix plan={plan} toRows={toRows} />
        <SchoolTable plan={plan} decide={mayDecide ? decide : undefined} toRows={toRows} />
        {plan.changes === 0 ? null : (
          <>
            <GroupList plan={hash} groups={groups} decide={mayDecide ? decide : undefined} toRows={toRows} />
            {plan.previous === null || groups.data === undefined ? null : (
              <SinceBefore hash={hash} previous={plan.previous} toRows={toRows} />
            )}
            <ChangeList
              plan={plan}
              hash={hash}
              groups={groups.data}
              listRef={list}
              decide={mayDecide ? decide : undefined}
            />
          </>
        )}
        {plan.isOpen ? <DecideBar plan={plan} ask={setAsked} /> : null}
      </Stack>
      <ChangeDrawer plan={hash} />
      {asked === undefined ? null : (
        <DecideDialog plan={plan} hash={hash} asked={asked} close={() => setAsked(undefined)} />
      )}
    </>
  );
}

/** Whoever decided did so from a card that is gone by then: the keyboard goes on at the head of the page. */
function useFocusKept(standing: string): void {
  const before = useRef(standing);
  useEffect(() => {
    if (before.current === standing) return;
    before.current = standing;
    if (document.activeElement === document.body) document.querySelector<HTMLElement>(".page-head")?.focus();
  }, [standing]);
}

function Says({ plan, headline }: { readonly plan: Plan; readonly headline: string }) {
  const from = plan.source ?? "files given by hand";
  return (
    <Stack gap={2}>
      <span className="plan-headline">{headline}</span>
      <span>
        {plan.kind === "undo" ? `Takes back run ${plan.undoesRun ?? ""}` : `From ${from}`}
        {plan.snapshotTakenAt === null ? "" : `, received ${instant(plan.snapshotTakenAt)}`}. Made{" "}
        {instant(plan.sealedAt)} by{" "}
        <TextLink to="/history/$run" params={{ run: String(plan.run) }}>
          run {plan.run}
        </TextLink>
        , plan <code>{plan.hash.slice(0, 8)}</code>.
      </span>
    </Stack>
  );
}
