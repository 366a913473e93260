import type { askWhy } from "@muster/api/resource/person.ts";
import { isContactField, maskContact } from "@muster/rules/access/mask-contact.ts";
import { mayDo } from "@muster/rules/access/rights.ts";
import type { TellInstant } from "@muster/rules/report/why/why-line.ts";
import { askedWords, whyWords } from "@muster/rules/report/why/why-words.ts";
import { readDistrictSettings } from "@muster/sync/directory/settings.ts";
import type { Subject } from "@muster/sync/directory/why/subject.ts";
import type { FieldWhy } from "@muster/sync/directory/why/why-field.ts";
import { type WhyAnswer, why } from "@muster/sync/directory/why.ts";
import type { z } from "zod";
import { type DirectoryAsking, look } from "./directory-answers.ts";

type Told = z.input<typeof askWhy.answer>;

/** Why it is so, in the sentences of every door, in the district's own time. */
export async function tellWhy(asking: DirectoryAsking, body: z.output<typeof askWhy.body>): Promise<Told> {
  const { world, operator } = asking;
  const { districtId, schoolIds } = operator;
  const settings = await look(asking, (tx) => readDistrictSettings(tx, districtId));
  const answer = masked(await why(world, { districtId, schoolIds, ...asked(body) }), operator);
  const at = tellIn(settings["district.time-zone"]);
  return {
    kind: answer.kind,
    subject: "subject" in answer ? subjectOf(answer.subject) : null,
    choices: choicesOf(answer).map(subjectOf),
    lines: [...linesOf(answer, at)],
  };
}

function asked({ who, classroom, field }: z.output<typeof askWhy.body>) {
  return {
    who,
    ...(classroom === undefined ? {} : { classroom }),
    ...(field === undefined ? {} : { field }),
  };
}

/** A question about a class or a field is answered alone; who they are is on the page already. */
function linesOf(answer: WhyAnswer, at: TellInstant) {
  const own = answer.kind === "person" ? askedWords(answer, at) : [];
  return (own.length > 0 ? own : whyWords(answer, at)).filter(({ text }) => text !== "");
}

function choicesOf(answer: WhyAnswer): readonly Subject[] {
  if (answer.kind === "several") return answer.choices;
  return answer.kind === "person" && answer.classroom?.kind === "several" ? answer.classroom.choices : [];
}

function subjectOf({ kind, id, name, detail }: Subject): Told["choices"][number] {
  return { kind, id, name, detail: detail ?? "" };
}

/** Whoever may not edit people is not told how they are reached, by no question. */
function masked(answer: WhyAnswer, { role, granted }: DirectoryAsking["operator"]): WhyAnswer {
  if (answer.kind !== "person" || answer.field === undefined || mayDo(role, "edit", granted)) return answer;
  const { field } = answer.field;
  if (!isContactField(field)) return answer;
  const told: FieldWhy = {
    ...answer.field,
    held: maskContact(field, answer.field.held),
    said: answer.field.said.map((one) => ({ ...one, value: maskContact(field, one.value) })),
  };
  return { ...answer, field: told };
}

/** An instant as people of the district read it. */
function tellIn(timeZone: string): TellInstant {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone },
  });
  return (instant) => format.format(new Date(instant));
}
