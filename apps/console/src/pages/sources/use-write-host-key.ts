import { changeSource } from "@muster/api/resource/source.ts";
import type { AskError } from "../../data/ask.ts";
import { useDeed } from "../../data/use-ask.ts";

/** Writes the fingerprint that somebody has compared into a source, and goes on. */
export function useWriteHostKey(
  source: number,
  goOn: () => void,
): { readonly write: (fingerprint: string) => void; readonly error: AskError | null } {
  const change = useDeed(changeSource);
  const write = (fingerprint: string): void =>
    change.mutate({ params: { source }, body: { values: { "host-key": fingerprint } } }, { onSuccess: goOn });
  return { write, error: change.error };
}
