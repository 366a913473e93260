import { Button, Card, Group, Text } from "@mantine/core";
import { count } from "../../parts/words.ts";
import type { Asked } from "./DecideDialog.tsx";
import type { Plan } from "./plan-values.ts";

/** What may be done with what waits, always in reach. */
export function DecideBar({ plan, ask }: { readonly plan: Plan; readonly ask: (asked: Asked) => void }) {
  const waiting = plan.held + plan.go;
  return (
    <Card withBorder className="plan-bar no-print" component="section" aria-label="Decide" padding="sm">
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {waiting === 0
            ? "Its files wait"
            : `${count(waiting)} ${waiting === 1 ? "change waits" : "changes wait"}`}
          {plan.held === 0 || plan.held === waiting ? "" : `, ${count(plan.held)} of them held`}
        </Text>
        {plan.mayDecide ? (
          <Group gap="xs">
            <Button size="sm" onClick={() => ask({ to: "apply", choice: undefined })}>
              {waiting === 0 ? "Accept the files …" : "Apply all …"}
            </Button>
            {waiting === 0 ? null : (
              <Button
                size="sm"
                variant="default"
                onClick={() => ask({ to: "apply", choice: { mode: "except", parts: [] } })}
              >
                Apply except …
              </Button>
            )}
            <Button size="sm" variant="default" onClick={() => ask({ to: "decline", choice: undefined })}>
              Decline …
            </Button>
          </Group>
        ) : (
          <Text size="sm">An owner or a data manager decides. Send them the address of this page.</Text>
        )}
      </Group>
    </Card>
  );
}
