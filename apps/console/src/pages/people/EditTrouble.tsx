import { Alert, Anchor, Stack } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { AskError } from "../../data/ask.ts";
import { MessageCard } from "../../parts/MessageCard.tsx";

/** Why an edit was not made: it gets the focus, and leads to the fields that are meant. */
export function EditTrouble({
  error,
  refused,
  fieldOf,
}: {
  readonly error: AskError | null;
  readonly refused: readonly { readonly code: string; readonly text: string }[];
  /** The id of the field that a refusal is about. */
  readonly fieldOf?: (code: string) => string | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error !== null || refused.length > 0) box.current?.focus();
  }, [error, refused]);
  if (error === null && refused.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1}>
      {error === null ? null : <MessageCard message={error.problem} />}
      {refused.length === 0 ? null : (
        <Alert color="yellow" title="Nothing was changed" role="alert">
          <Stack gap={4}>
            {refused.map(({ code, text }) => {
              const field = fieldOf?.(code);
              return field === undefined ? (
                <span key={code}>{text}</span>
              ) : (
                <Anchor key={code} href={`#${field}`} underline="always" c="inherit">
                  {text}
                </Anchor>
              );
            })}
          </Stack>
        </Alert>
      )}
    </div>
  );
}
