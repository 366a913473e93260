import type { Dropped } from "@muster/rules/model/why.ts";
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
 */
export function whyLines(answer: WhyAnswer, flag: string): readonly string[] {
  return whyWords(answer, clockTime).map((line) => lineText(line, flag));
}

/** The first step that dropped somebody or something. */
export function droppedLines(dropped: Dropped, flag: string): readonly string[] {
  return droppedWords(dropped, clockTime).map((line) => lineText(line, flag));
}

function lineText({ depth, text, next }: WhyLine, flag: string): string {
  if (text === "") return "";
  const command = next === undefined ? "" : `:  ${commandOf(next)}${flag}`;
  return `${"  ".repeat(depth)}${text}${command}`;
}

function commandOf(next: WhyNext): string {
  switch (next.do) {
    case "approve":
      return `npx muster apply ${next.planHash.slice(0, 12)} --approve --reason "why"`;
    case "apply":
      return `npx muster apply ${next.planHash.slice(0, 12)}`;
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
