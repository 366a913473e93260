/** How a run can end: a closed list (design §1). */
export type Outcome =
  | "applied"
  | "no_changes"
  | "held"
  | "partly_applied"
  | "rejected_input"
  | "failed"
  | "cancelled"
  | "superseded"
  | "undone";
