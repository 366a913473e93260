import { Box, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { askWhy } from "@muster/api/resource/person.ts";
import type { Answered } from "@muster/api/route.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { useState } from "react";
import { useAsk } from "../../data/use-ask.ts";
import { Answer } from "../../parts/Answer.tsx";
import { TextLink } from "../../parts/TextLink.tsx";

/** What is asked: about whom, and about which class or which field of theirs. */
export interface Question {
  readonly who: string;
  readonly classroom?: string;
  readonly field?: string;
}

type Told = Answered<typeof askWhy>;
type Line = Told["lines"][number];

/** The answer to a question, line by line, with the ways on from it. */
export function WhyAnswer({
  question,
  onAsk,
}: {
  readonly question: Question;
  readonly onAsk: (question: Question) => void;
}) {
  const told = useAsk(askWhy, { body: question });
  return (
    <Answer of={told} lines={3}>
      {({ lines, choices }) => (
        <Stack gap={4} role="status" aria-label="Answer">
          {lines
            .filter(({ depth }) => choices.length === 0 || depth === 0)
            .map((line, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
              <WhyLine key={place} line={line} onAsk={onAsk} />
            ))}
          <Choices choices={choices} question={question} onAsk={onAsk} />
        </Stack>
      )}
    </Answer>
  );
}

function WhyLine({ line, onAsk }: { readonly line: Line; readonly onAsk: (question: Question) => void }) {
  const { depth, text, next } = line;
  return (
    <Box ps={depth * 16}>
      <Text component="span" size="sm" fw={depth === 0 ? 600 : 400}>
        {text}
        {next === undefined ? "" : ": "}
      </Text>
      {next === undefined ? null : <Way next={next} onAsk={onAsk} />}
    </Box>
  );
}

function Way({
  next,
  onAsk,
}: {
  readonly next: NonNullable<Line["next"]>;
  readonly onAsk: (question: Question) => void;
}) {
  switch (next.do) {
    case "approve":
    case "apply":
      return (
        <TextLink size="sm" to="/changes/$plan" params={{ plan: shortHash(next.planHash) }}>
          open the plan
        </TextLink>
      );
    case "list-schools":
      return (
        <TextLink size="sm" to="/sources/schools">
          match schools
        </TextLink>
      );
    case "ask":
      return (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            onAsk({ who: next.who, ...(next.classroom === undefined ? {} : { classroom: next.classroom }) })
          }
        >
          ask that
        </Button>
      );
    default:
      return next satisfies never;
  }
}

/** Namesakes: one of them is meant, and somebody has to say which. */
function Choices({
  choices,
  question,
  onAsk,
}: {
  readonly choices: Told["choices"];
  readonly question: Question;
  readonly onAsk: (question: Question) => void;
}) {
  if (choices.length === 0) return null;
  return (
    <Stack gap={4}>
      {choices.map(({ kind, id, name, detail }) => (
        <Group key={`${kind} ${id}`} gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              const meant = `m-${id}`;
              onAsk(
                question.classroom === undefined
                  ? { ...question, who: meant }
                  : { ...question, classroom: meant },
              );
            }}
          >
            {name}
          </Button>
          <Text size="sm">{detail}</Text>
        </Group>
      ))}
    </Stack>
  );
}

/** A word beside a fact that answers where it comes from. */
export function WhyButton({ about, question }: { readonly about: string; readonly question: Question }) {
  const [asked, setAsked] = useState<Question | undefined>(undefined);
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        td="underline"
        className="no-print"
        style={{ flex: "none" }}
        aria-label={`Why? ${about}`}
        onClick={() => setAsked(question)}
      >
        Why?
      </Button>
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={about}
        size="lg"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {asked === undefined ? null : <WhyAnswer question={asked} onAsk={setAsked} />}
      </Modal>
    </>
  );
}
