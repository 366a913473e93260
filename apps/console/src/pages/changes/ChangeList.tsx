import { Button, Card, Group, SegmentedControl, Title } from "@mantine/core";
import { addressOf } from "@muster/api/address-of.ts";
import { exportPlanChanges } from "@muster/api/resource/change.ts";
import type { listPlanGroups } from "@muster/api/resource/plan.ts";
import type { Answered } from "@muster/api/route.ts";
import { type RefObject, useState } from "react";
import { ChangeFilters } from "./ChangeFilters.tsx";
import { ChangeRows } from "./ChangeRows.tsx";
import { filterOf } from "./plan-search.ts";
import type { Choice, Plan } from "./plan-values.ts";
import { usePlanSearch } from "./use-plan-search.ts";

/** The changes one by one, filtered, however many there are. */
export function ChangeList({
  plan,
  hash,
  groups,
  listRef,
  decide,
}: {
  readonly plan: Plan;
  readonly hash: string;
  readonly groups: Answered<typeof listPlanGroups> | undefined;
  readonly listRef: RefObject<HTMLElement | null>;
  /** Undefined where nothing is to be decided, or not by them. */
  readonly decide: ((choice: Choice) => void) | undefined;
}) {
  const [search] = usePlanSearch();
  const [form, setForm] = useState<"list" | "pages">(search.page === undefined ? "list" : "pages");
  const filter = filterOf(search);
  return (
    <Card withBorder component="section" aria-labelledby="plan-changes" ref={listRef}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4" id="plan-changes">
          One by one
        </Title>
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="How the changes are shown"
            value={form}
            onChange={(value) => setForm(value as "list" | "pages")}
            data={[
              { value: "list", label: "One list" },
              { value: "pages", label: "Pages" },
            ]}
          />
          <Button
            component="a"
            size="compact-sm"
            variant="default"
            href={addressOf(exportPlanChanges, { params: { plan: hash }, query: filter })}
            download
          >
            Download as CSV
          </Button>
        </Group>
      </Group>
      <ChangeFilters plan={plan} hash={hash} groups={groups} />
      <ChangeRows
        key={JSON.stringify([filter, form])}
        hash={hash}
        form={form}
        groups={groups?.groups ?? []}
        decide={decide}
      />
    </Card>
  );
}
