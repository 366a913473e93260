import type { Dropped } from "@muster/rules/model/why.ts";
import { approveCommand } from "@muster/rules/report/approve-command.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { droppedWords } from "@muster/rules/report/why/dropped-words.ts";
import type { WhyLine, WhyNext } from "@muster/rules/report/why/why-line.ts";
import { whyWords } from "@muster/rules/report/why/why-words.ts";
import type { WhyAnswer } from "@muster/sync/directory/why.ts";
import { clockTime } from "../clock-time.ts";
import { shellWord } from "../typed-command.ts";

/**
 * An answer for people at a terminal: the sentences are those of every door, what to do next is a command.
 *
 * @param flag what proposed commands end with: ` --district NAME`, or nothing where there is one district
 * @param typed by a plan's hash: how many records leave or end, where whoever approves has to type that
 */
export function whyLines(answer: WhyAnswer, flag: string, typed: Typed = nobody): readonly string[] {
  return whyWords(answer, clockTime).map((line) => lineText(line, flag, typed));
}

/** The plans whose approval an answer proposes. */
export function proposedPlans(answer: WhyAnswer): readonly string[] {
  const found = whyWords(answer, clockTime).map(({ next }) =>
    next?.do === "approve" ? [next.planHash] : [],
  );
  return [...new Set(found.flat())];
}

type Typed = ReadonlyMap<string, number | undefined>;
const nobody: Typed = new Map();

/** The first step that dropped somebody or something. */
export function droppedLines(dropped: Dropped, flag: string): readonly string[] {
  return droppedWords(dropped, clockTime).map((line) => lineText(line, flag, nobody));
}

function lineText({ depth, text, next }: WhyLine, flag: string, typed: Typed): string {
  if (text === "") return "";
  const command = next === undefined ? "" : `:  ${commandOf(next, typed)}${flag}`;
  return `${"  ".repeat(depth)}${text}${command}`;
}

function commandOf(next: WhyNext, typed: Typed): string {
  switch (next.do) {
    case "approve":
      return `npx muster ${approveCommand(next.planHash, typed.get(next.planHash))}`;
    case "apply":
      return `npx muster apply ${shortHash(next.planHash)}`;
    case "list-schools":
      return "npx muster school list";
    case "ask": {
      const classroom = next.classroom === undefined ? "" : ` --class ${shellWord(next.classroom)}`;
      return `npx muster why ${shellWord(next.who)}${classroom}`;
    }
    default:
      return next satisfies never;
  }
}
