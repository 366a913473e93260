import type { AskError } from "../data/ask.ts";
import { MessageCard } from "./MessageCard.tsx";

/** Why a deed was not done; nothing where it was. */
export function DeedTrouble({ error }: { readonly error: AskError | null }) {
  return error === null ? null : <MessageCard message={error.problem} />;
}
