import { Button, Skeleton, Stack } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AskError } from "../data/ask.ts";
import { MessageCard } from "./MessageCard.tsx";

/** Shows what was asked: grey bars while it comes, the message where it failed, and else what there is. */
export function Answer<T>({
  of,
  children,
  lines = 4,
}: {
  readonly of: UseQueryResult<T, AskError>;
  readonly children: (data: T) => ReactNode;
  readonly lines?: number;
}) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error !== null)
    return (
      <MessageCard message={of.error.problem}>
        {of.error.problem.retry === "never" ? null : (
          <Button w="fit-content" size="xs" onClick={() => void of.refetch()}>
            Try again
          </Button>
        )}
      </MessageCard>
    );
  return (
    <Stack className="waiting" role="status" aria-busy="true" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name than their place
        <Skeleton key={line} height={28} />
      ))}
    </Stack>
  );
}
