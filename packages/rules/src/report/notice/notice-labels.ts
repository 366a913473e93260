import type { NoticeKind } from "./notice.ts";

/** What each kind of notice is about, as somebody chooses what to be told. */
export const noticeLabels: Readonly<Record<NoticeKind, string>> = {
  "sign-in": "A source refuses to let Muster in",
  rejected: "Files cannot be used",
  held: "A sync waits for a person",
  second: "A second person has to approve",
  "dead-letter": "A sync cannot be done as things stand",
  failed: "A sync could not be finished",
  stale: "Nothing new has arrived for days",
  reminder: "A reminder of what is still open",
  recovered: "It is over",
};
