import { MultiSelect } from "@mantine/core";
import { type Choice, kindLabels, type Part, type Plan } from "./plan-values.ts";

/** Picks parts of a plan by their names: a school, a kind of change, a type of record, or these together. */
export function PartPicker({
  plan,
  choice,
  setChoice,
}: {
  readonly plan: Plan;
  readonly choice: Choice;
  readonly setChoice: (choice: Choice) => void;
}) {
  const named = choice.parts
    .filter((part) => !isListed(plan, part))
    .map((part) => ({ value: keyOf(part), label: labelOf(plan, part) }));
  return (
    <MultiSelect
      label={choice.mode === "only" ? "Only these parts" : "All except these parts"}
      placeholder="Type a school, or what leaves"
      searchable
      limit={100}
      data={[...named, ...partsOf(plan).map((part) => ({ value: keyOf(part), label: labelOf(plan, part) }))]}
      value={choice.parts.map(keyOf)}
      onChange={(values) => setChoice({ ...choice, parts: values.map(partOf) })}
      hidePickedOptions
      comboboxProps={{ withinPortal: true }}
    />
  );
}

/** Everything at a school, what leaves it, and over all schools each kind of each type. */
function partsOf(plan: Plan): readonly Part[] {
  const bySchool = plan.schools.flatMap(({ schoolId, cells }): readonly Part[] => [
    { schoolId },
    ...(cells.some(({ removals }) => removals > 0) ? [{ schoolId, kind: "removal" } as const] : []),
  ]);
  const byType = plan.matrix.flatMap(({ type, cells }): readonly Part[] =>
    cells.filter(({ changes }) => changes > 0).map(({ kind }) => ({ type, kind })),
  );
  return [{ kind: "removal" }, ...bySchool, ...byType];
}

function isListed(plan: Plan, part: Part): boolean {
  return partsOf(plan).some((one) => keyOf(one) === keyOf(part));
}

function keyOf({ type, kind, schoolId }: Part): string {
  return [type ?? "", kind ?? "", schoolId ?? ""].join("/");
}

function partOf(key: string): Part {
  const [type = "", kind = "", school = ""] = key.split("/");
  return {
    ...(type === "" ? {} : { type: type as NonNullable<Part["type"]> }),
    ...(kind === "" ? {} : { kind: kind as NonNullable<Part["kind"]> }),
    ...(school === "" ? {} : { schoolId: Number(school) }),
  };
}

/** `Oak Elementary: students, leave or end`. */
function labelOf(plan: Plan, { type, kind, schoolId }: Part): string {
  const school =
    schoolId === undefined ? "" : (plan.schools.find((one) => one.schoolId === schoolId)?.name ?? "a school");
  const records = plan.matrix.find((row) => row.type === type)?.label ?? "";
  const way = kind === undefined ? "" : kindLabels[kind].toLowerCase();
  const what = [records, way].filter((word) => word !== "").join(": ");
  if (school === "") return what === way ? `Everything that would ${way}` : what;
  return what === "" ? `${school}: everything` : `${school}: ${what}`;
}
