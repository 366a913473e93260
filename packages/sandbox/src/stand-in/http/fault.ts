/**
 * The faults that a stand-in makes on demand. A test adds them while the server runs and takes them away again;
 * everything else the server says stays true.
 */
export type StandInFault = FaultPlace & FaultKind;

/** Where and how often a fault happens. */
export interface FaultPlace {
  /** Name of a route (`users`, `token`, `applications`); left out: every route. */
  readonly on?: string;
  /** Only on this page of a listing, 1 is the first; a page asked for again is the same page. Left out: every page. */
  readonly page?: number;
  /** How often; left out: until it is cleared (`expire-tokens`, `drift`: once). */
  readonly times?: number;
}

export type FaultKind =
  /**
   * Another status, with plain text or the body in `json`. `retryAfter` is sent as it stands: seconds, a date, or
   * nonsense; left out: no such header.
   */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly retryAfter?: string;
      readonly json?: unknown;
    }
  /** A page for people, with status 200: a captive portal, a maintenance page, a sign-in form. */
  | { readonly kind: "html" }
  /** `json`, or what stands here, instead of the true answer, with status 200. */
  | { readonly kind: "body"; readonly json: unknown }
  /** Half of the JSON, the transport being in order. */
  | { readonly kind: "truncated" }
  /** The connection is reset after half of the answer. */
  | { readonly kind: "reset" }
  /** No answer until the client gives up; `half`: after half of the answer. */
  | { readonly kind: "hang"; readonly half?: boolean }
  /** Bytes without end until the client leaves; `gzip`: few on the wire, as many as you like when unpacked. */
  | { readonly kind: "endless"; readonly encoding?: "gzip" }
  /** Waits before answering, in ms. */
  | { readonly kind: "slow"; readonly delayMs: number }
  /** Answers with a redirect to `to`. Default status 302. */
  | { readonly kind: "redirect"; readonly to: string; readonly status?: number }
  /** Every token given out so far is worth nothing from this request on. */
  | { readonly kind: "expire-tokens" }
  /** The page before comes again: the server does not see how far the client is. */
  | { readonly kind: "stuck" }
  /** Every page is the first one: the server does not look at how far the client is, and there is no end. */
  | { readonly kind: "rewind" }
  /** A page holds half as many rows as it should, and is not the last. */
  | { readonly kind: "short" }
  /** No page holds more than `limit` rows, whatever was asked for. */
  | { readonly kind: "clamp"; readonly limit: number }
  /** An empty listing, with status 200. */
  | { readonly kind: "emptied" }
  /**
   * The listing moves under the reader between page `page - 1` and `page` (default 2). `insert`: a row appears at
   * its beginning, so the last row read comes again and the new one is never seen; `remove`: the first row goes, so
   * one row is never seen. `times` counts walks through the listing; walks after them see the whole listing at rest.
   * `frozenTotal`: the announced total does not tell.
   */
  | { readonly kind: "drift"; readonly by?: "insert" | "remove"; readonly frozenTotal?: boolean }
  /** The total is announced wrong by `by` rows. */
  | { readonly kind: "total"; readonly by: number }
  /** No total is announced. */
  | { readonly kind: "no-total" }
  /** No link to the next page is given. */
  | { readonly kind: "no-links" };

/** One walk through a listing and how far it is; undefined for what is no listing. */
export interface WalkPlace {
  readonly walk: number;
  readonly page: number;
}

/** A fault that happens now, and for a drift whether its page was reached. */
export interface HappeningFault {
  readonly fault: StandInFault;
  readonly hasDrifted: boolean;
}

/** The faults of one server, changed by the test while it runs. */
export interface FaultList {
  add(...faults: readonly StandInFault[]): void;
  /** Ends the faults of a route, or all. */
  clear(on?: string): void;
}

interface Entry {
  readonly fault: StandInFault;
  left: number;
  walk: number | undefined;
}

/** A list of faults and the question, asked once a request, which of them happen now. */
export interface FaultBook extends FaultList {
  happening(on: string, place: WalkPlace | undefined): readonly HappeningFault[];
}

const once: ReadonlySet<StandInFault["kind"]> = new Set(["expire-tokens", "drift"]);

/** Starts with `faults`; each is used up as often as it says. */
export function createFaultBook(faults: readonly StandInFault[] = []): FaultBook {
  const enter = (fault: StandInFault): Entry => ({
    fault,
    left: fault.times ?? (once.has(fault.kind) ? 1 : Number.POSITIVE_INFINITY),
    walk: undefined,
  });
  let entries = faults.map(enter);
  return {
    add: (...more) => {
      entries.push(...more.map(enter));
    },
    clear: (on) => {
      entries = on === undefined ? [] : entries.filter((entry) => entry.fault.on !== on);
    },
    happening: (on, place) => {
      const found = entries.filter((entry) => (entry.fault.on ?? on) === on);
      return faultsNow(found, place);
    },
  };
}

/** Faults that take the answer's place wait for each other, so that a list of them happens in turn. */
const replacing: ReadonlySet<StandInFault["kind"]> = new Set([
  "status",
  "html",
  "body",
  "truncated",
  "reset",
  "hang",
  "endless",
  "redirect",
]);

function faultsNow(entries: readonly Entry[], place: WalkPlace | undefined): readonly HappeningFault[] {
  const now: HappeningFault[] = [];
  for (const entry of entries) {
    const { fault } = entry;
    if (replacing.has(fault.kind) && now.some((other) => replacing.has(other.fault.kind))) continue;
    if (happens(entry, place)) now.push({ fault, hasDrifted: (place?.page ?? 0) >= (fault.page ?? 2) });
  }
  return now;
}

function happens(entry: Entry, place: WalkPlace | undefined): boolean {
  if (entry.fault.kind === "drift") return place !== undefined && isInDrift(entry, place);
  if (entry.fault.page !== undefined && entry.fault.page !== place?.page) return false;
  if (entry.left <= 0) return false;
  entry.left -= 1;
  return true;
}

/** A drift takes a whole walk: before its page it hides what is going to appear. */
function isInDrift(entry: Entry, place: WalkPlace): boolean {
  if (entry.walk === place.walk) return true;
  if (place.page !== 1 || entry.left <= 0) return false;
  entry.left -= 1;
  entry.walk = place.walk;
  return true;
}
