import { Button, Group, Modal, NumberInput, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { approvePlan, declinePlan, previewPlan } from "@muster/api/resource/plan.ts";
import { type ReactNode, useId, useState } from "react";
import { useAsk, useDeed } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { DeedTrouble } from "../../parts/DeedTrouble.tsx";
import { told } from "../../parts/told.ts";
import { count, counted } from "../../parts/words.ts";
import { PartPicker } from "./PartPicker.tsx";
import { type Looked, PreviewText } from "./PreviewText.tsx";
import type { Choice, Plan } from "./plan-values.ts";

/** What somebody wants to do with a plan: apply all of it or a part, or decline it. */
export interface Asked {
  readonly to: "apply" | "decline";
  readonly choice: Choice | undefined;
}

/** The shortest reason that is taken. */
const leastReason = 3;

/** Asks once more, with what it would do, and for a reason. Nothing happens before its button is pressed. */
export function DecideDialog({
  plan,
  hash,
  asked,
  close,
}: {
  readonly plan: Plan;
  readonly hash: string;
  readonly asked: Asked;
  readonly close: () => void;
}) {
  const title = asked.to === "apply" ? "Apply this plan" : "Decline this plan";
  return (
    <Modal opened onClose={close} title={title} size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      {asked.to === "apply" ? (
        <Apply plan={plan} hash={hash} asked={asked.choice} close={close} />
      ) : (
        <Decline plan={plan} hash={hash} close={close} />
      )}
    </Modal>
  );
}

function Apply({
  plan,
  hash,
  asked,
  close,
}: {
  readonly plan: Plan;
  readonly hash: string;
  readonly asked: Choice | undefined;
  readonly close: () => void;
}) {
  const [choice, setChoice] = useState(asked);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState<number | string>("");
  const approve = useDeed(approvePlan);
  const body = choice === undefined ? {} : { choice };
  const looked = useAsk(previewPlan, { params: { plan: hash }, body }, { keepsOld: true });
  // Nothing would change, and the files wait for a word all the same.
  const isEmpty = plan.held + plan.go === 0;
  const mustType = looked.data?.removals.mustType === true;
  const send = (): void =>
    approve.mutate(
      {
        params: { plan: hash },
        body: { ...body, reason: reason.trim(), ...(mustType ? { confirm: Number(typed) } : {}) },
      },
      {
        onSuccess: ({ says }) => {
          if (says !== null) told(says);
          close();
        },
      },
    );
  return (
    <Stack>
      {isEmpty ? null : <WhatOfIt choice={choice} setChoice={setChoice} />}
      {choice === undefined ? null : <PartPicker plan={plan} choice={choice} setChoice={setChoice} />}
      <Answer of={looked}>{drawLooked}</Answer>
      <Textarea
        label="Reason"
        description="Kept with the run and every change, for whoever asks later."
        required
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {mustType && looked.data !== undefined ? (
        <TypedCount looked={looked.data} typed={typed} setTyped={setTyped} />
      ) : null}
      <DeedTrouble error={approve.error} />
      <Decide
        // What was worked out of another choice is no word on this one.
        lack={looked.isPlaceholderData ? "" : lackOf(looked.data, reason, typed, isEmpty)}
        isPending={approve.isPending}
        send={send}
        close={close}
      >
        {isEmpty ? "Accept the files" : applyWords(looked.data)}
      </Decide>
    </Stack>
  );
}

function WhatOfIt({
  choice,
  setChoice,
}: {
  readonly choice: Choice | undefined;
  readonly setChoice: (choice: Choice | undefined) => void;
}) {
  return (
    <SegmentedControl
      aria-label="What of it"
      value={choice?.mode ?? "all"}
      onChange={(mode) =>
        setChoice(
          mode === "all" ? undefined : { mode: mode as "only" | "except", parts: choice?.parts ?? [] },
        )
      }
      data={[
        { value: "all", label: "All that waits" },
        { value: "only", label: "Only a part" },
        { value: "except", label: "All except a part" },
      ]}
    />
  );
}

function applyWords(looked: Looked | undefined): string {
  const deed = looked?.second == null ? "Apply" : "Approve";
  return looked === undefined ? deed : `${deed} ${counted(looked.changes, "change")}`;
}

const drawLooked = (looked: Looked) => <PreviewText looked={looked} />;

/** What is missing before it can be sent, in words; "" where the dialog says it already, undefined: nothing is. */
function lackOf(
  looked: Looked | undefined,
  reason: string,
  typed: number | string,
  isEmpty: boolean,
): string | undefined {
  if (looked === undefined || (looked.changes === 0 && !isEmpty)) return "";
  const { mustType, changes } = looked.removals;
  return (
    lackOfReason(reason) ?? (mustType && Number(typed) !== changes ? "The number is missing." : undefined)
  );
}

function lackOfReason(reason: string): string | undefined {
  return reason.trim().length < leastReason
    ? `A reason is missing: at least ${leastReason} characters.`
    : undefined;
}

/** The buttons of the dialog, with what is missing before the deed can be done. */
function Decide({
  lack,
  isPending,
  send,
  close,
  children,
}: {
  readonly lack: string | undefined;
  readonly isPending: boolean;
  readonly send: () => void;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const told = useId();
  return (
    <Group justify="end">
      <Text id={told} size="sm" c="dimmed" w="100%" ta="end">
        {lack}
      </Text>
      <Button variant="default" onClick={close}>
        Cancel
      </Button>
      <Button loading={isPending} disabled={lack !== undefined} aria-describedby={told} onClick={send}>
        {children}
      </Button>
    </Group>
  );
}

function TypedCount({
  looked,
  typed,
  setTyped,
}: {
  readonly looked: Looked;
  readonly typed: number | string;
  readonly setTyped: (typed: number | string) => void;
}) {
  return (
    <NumberInput
      label={`Type how many would leave or end: ${count(looked.removals.changes)}`}
      description={`That is ${looked.removals.share} of what there is: so many are never waved through.`}
      required
      hideControls
      value={typed}
      onChange={setTyped}
    />
  );
}

function Decline({
  plan,
  hash,
  close,
}: {
  readonly plan: Plan;
  readonly hash: string;
  readonly close: () => void;
}) {
  const [reason, setReason] = useState("");
  const decline = useDeed(declinePlan);
  const waiting = plan.held + plan.go;
  return (
    <Stack>
      <Text>
        {counted(waiting, "change")} will not be made, and nobody is asked about this plan again. What is
        still so at the next sync is planned anew.
      </Text>
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DeedTrouble error={decline.error} />
      <Decide
        lack={lackOfReason(reason)}
        isPending={decline.isPending}
        send={() =>
          decline.mutate({ params: { plan: hash }, body: { reason: reason.trim() } }, { onSuccess: close })
        }
        close={close}
      >
        Decline {counted(waiting, "change")}
      </Decide>
    </Stack>
  );
}
