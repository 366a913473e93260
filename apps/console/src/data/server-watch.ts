import { showSession } from "@muster/api/resource/session.ts";
import { useSyncExternalStore } from "react";
import { AskError, ask } from "./ask.ts";
import { isAttended } from "./attended.ts";
import { queryClient } from "./query-client.ts";

/** What the answers of the server, or their absence, say about it. */
export interface Watch {
  /** The last thing asked got no answer at all. */
  readonly isSilent: boolean;
  /** The last thing asked was refused because nobody is signed in any more. */
  readonly isSignedOut: boolean;
  /** When it last answered somebody who is signed in, in ms. */
  readonly answeredAt: number;
}

/** How often a silent server is asked whether it is there again, in ms. */
const askAgainMs = 5000;

let watch: Watch = { isSilent: false, isSignedOut: false, answeredAt: Date.now() };
const listeners = new Set<() => void>();

/** What is known of the server, kept up to date by everything that any page asks. */
export function useServerWatch(): Watch {
  return useSyncExternalStore(listen, () => watch);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function say(news: Partial<Watch>): void {
  const wasSilent = watch.isSilent;
  watch = { ...watch, ...news };
  for (const listener of listeners) listener();
  if (watch.isSilent && !wasSilent) void waitForIt();
  // What could not be asked meanwhile is asked now.
  if (wasSilent && !watch.isSilent) void queryClient.invalidateQueries();
}

function hear(action: { readonly type: string; readonly error?: unknown }): void {
  if (action.type === "success") {
    // Once a second is enough: nobody is signed out to the second.
    if (watch.isSilent || watch.isSignedOut || Date.now() - watch.answeredAt > 1000)
      say({
        ...{ isSilent: false, isSignedOut: false },
        // What was asked while nobody was there has kept nobody signed in.
        answeredAt: isAttended() ? Date.now() : watch.answeredAt,
      });
    return;
  }
  if ((action.type !== "failed" && action.type !== "error") || !(action.error instanceof AskError)) return;
  const { status, code } = action.error.problem;
  if (status === 0 && !watch.isSilent) say({ isSilent: true });
  else if (status !== 0 && watch.isSilent) say({ isSilent: false });
  if (code === "access.session.missing" && !watch.isSignedOut) say({ isSignedOut: true });
}

async function waitForIt(): Promise<void> {
  while (watch.isSilent) {
    await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    const answer = await ask(showSession).then(
      () => ({ type: "success" }),
      (error: unknown) => ({ type: "error", error }),
    );
    hear(answer);
  }
}

queryClient.getQueryCache().subscribe((event) => {
  if (event.type === "updated") hear(event.action);
});
queryClient.getMutationCache().subscribe((event) => {
  if (event.type === "updated") hear(event.action);
});
