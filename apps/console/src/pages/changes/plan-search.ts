/** What the address of a plan says: which of its changes are listed, and which one is open. A link shows the same. */
export interface PlanSearch {
  readonly type?: string;
  readonly kind?: string;
  readonly school?: number;
  readonly group?: number;
  readonly standing?: string;
  readonly column?: string;
  readonly text?: string;
  readonly grade?: string;
  readonly class?: number;
  readonly teacher?: number;
  /** The hash of another plan: what that one has too is not listed. */
  readonly since?: string;
  /** The number of the change whose values and reasons are open. */
  readonly change?: number;
  /** Pages instead of one long list. */
  readonly page?: number;
}

type Written = Readonly<Record<string, unknown>>;

const types = ["school", "link", "classroom", "staff", "student", "guardian", "membership", "guardianship"];
const kinds = ["addition", "update", "removal"];
const standings = ["held", "go", "applied"];

/** Reads an address; what means nothing is left out. */
export function readPlanSearch(written: Written): PlanSearch {
  return {
    ...oneOf("type", written.type, types),
    ...oneOf("kind", written.kind, kinds),
    ...oneOf("standing", written.standing, standings),
    ...numbered("school", written.school, 0),
    ...numbered("group", written.group, 1),
    ...numbered("change", written.change, 1),
    ...numbered("page", written.page, 1),
    ...worded("column", written.column),
    ...worded("text", written.text),
    ...worded("grade", written.grade),
    ...worded("since", written.since),
    ...numbered("class", written.class, 1),
    ...numbered("teacher", written.teacher, 1),
  };
}

function oneOf(name: string, value: unknown, known: readonly string[]): Written {
  return typeof value === "string" && known.includes(value) ? { [name]: value } : {};
}

function numbered(name: string, value: unknown, least: number): Written {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least ? { [name]: value } : {};
}

function worded(name: string, value: unknown): Written {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? { [name]: text.slice(0, 100) } : {};
}

/** What the server is asked for: the filter without what is merely open. */
export function filterOf({ change: _change, page: _page, ...filter }: PlanSearch) {
  return filter as Omit<PlanSearch, "change" | "page" | "type" | "kind" | "standing"> & {
    readonly type?: "student";
    readonly kind?: "removal";
    readonly standing?: "held";
  };
}
