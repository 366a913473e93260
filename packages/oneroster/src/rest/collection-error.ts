/** Why a collection could not be read to a proven end. */
export type CollectionProblem =
  /** 401, 403, 404 or another status that says no; `skewSeconds`: how far their clock is ahead, where that matters. */
  | { readonly kind: "refused"; readonly status: number; readonly skewSeconds: number | undefined }
  /** A 5xx or 429 that stayed, however small the page. */
  | { readonly kind: "failed"; readonly status: number }
  /** 200 with something that is not JSON (I09). */
  | { readonly kind: "unreadable" }
  /** JSON without the list: an error report with status 200, an answer to another question (Q126). */
  | { readonly kind: "list-missing" }
  /** Something in the list that is no object. */
  | { readonly kind: "item-unreadable" }
  /** The server does not see how far we are: a page whose rows all came before (I06). */
  | { readonly kind: "stuck" }
  /** The announced total is another one than on the first page (I05). */
  | { readonly kind: "total-changed"; readonly before: number; readonly now: number }
  /** The listing ended at another number of rows than announced. */
  | { readonly kind: "total-differs"; readonly total: number; readonly received: number }
  /** The row that was last is no longer where it was: something was added or removed before it (I07). */
  | { readonly kind: "moved" }
  /** It went on after so many pages, more than any district fills. */
  | { readonly kind: "endless"; readonly pages: number };

/** Problems of a listing that changed while it was read: another reading may end well. */
const ofMotion: ReadonlySet<CollectionProblem["kind"]> = new Set(["total-changed", "total-differs", "moved"]);

/** A collection could not be read. Holds nothing of what the server answered. */
export class CollectionError extends Error {
  readonly collection: string;
  /** 1 is the first. */
  readonly page: number;
  readonly problem: CollectionProblem;

  constructor(collection: string, page: number, problem: CollectionProblem) {
    super(`${collection}, page ${page}: ${problem.kind}`);
    this.name = "CollectionError";
    this.collection = collection;
    this.page = page;
    this.problem = problem;
  }

  /** Whether another reading may end well. */
  get mayPass(): boolean {
    return ofMotion.has(this.problem.kind);
  }
}
