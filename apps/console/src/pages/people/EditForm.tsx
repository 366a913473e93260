import { Button, Group, Stack } from "@mantine/core";
import type { Route } from "@muster/api/route.ts";
import { type FormEvent, type ReactNode, useMemo } from "react";
import { EditTrouble } from "./EditTrouble.tsx";
import { fieldOfRefusal } from "./refused-field.ts";
import type { Edit } from "./use-edit.tsx";

const noProblems = {};

/**
 * The frame of a form that edits by hand: why it was not done, above; its fields; the two ways out of it.
 *
 * @param fields what the ids of its fields begin with, so that what was refused leads to the field that is meant
 * @param problems what is wrong with the fields as they are, by field: said instead of what was refused before
 */
export function EditForm<R extends Route>({
  edit,
  fields,
  problems = noProblems,
  save,
  isReady = true,
  onSave,
  onLeave,
  children,
}: {
  readonly edit: Edit<R>;
  readonly fields?: "new" | "edit";
  readonly problems?: Readonly<Record<string, ReactNode>>;
  /** What the button says that does it. */
  readonly save: string;
  readonly isReady?: boolean;
  readonly onSave: (event: FormEvent<HTMLFormElement>) => void;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}) {
  // The same list until something else is wrong: a new one takes the focus, and nobody could type below it.
  const wrong = useMemo(
    () => Object.entries(problems).map(([field, text]) => ({ code: field, text: String(text) })),
    [problems],
  );
  return (
    <form onSubmit={onSave} noValidate>
      <Stack>
        <EditTrouble
          error={edit.error}
          refused={wrong.length > 0 ? wrong : edit.refused}
          {...(fields === undefined
            ? {}
            : { fieldOf: (code) => `${fields}-${fieldOfRefusal[code] ?? code}` })}
        />
        {children}
        <Group justify="end">
          <Button variant="default" onClick={onLeave}>
            Leave it
          </Button>
          <Button type="submit" disabled={!isReady} loading={edit.isPending}>
            {save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
