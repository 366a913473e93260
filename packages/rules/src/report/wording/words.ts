import type { FindingCode } from "../../check/finding.ts";
import type { Facts, Told } from "./told.ts";

/**
 * Who can mend it. `sender` whoever exports and sends the files · `sis-vendor` the maker of the student
 * information system · `district` whoever keeps the data or decides · `operator` whoever runs Muster · `us` its
 * makers.
 */
export type Owner = "sender" | "sis-vendor" | "district" | "operator" | "us";

/** A sentence that is always the same, or one that is made from what was found. */
export type Sentence<T = Told> = string | ((told: T) => string);

interface Parts<T> {
  /** What happened, at most 90 characters: plain words, nobody blamed, no exclamation mark. */
  readonly what: (told: T) => string;
  /** What Muster did about it, and what it left alone. */
  readonly did: Sentence<T>;
  /** Why it is so, most likely. */
  readonly cause: Sentence<T>;
  /** What to do now. */
  readonly fix: Sentence<T>;
  /** Facts like those that the code really comes with: for its page, and for the tests. */
  readonly sample: Facts;
}

/**
 * Where somebody outside has to mend it there is a text to send them; where the district decides there may be one, to ask
 * them before; else there is none.
 */
type ForOwner<T> =
  | { readonly owner: "sender" | "sis-vendor"; readonly vendor: Sentence<T> }
  | { readonly owner: "district"; readonly vendor?: Sentence<T> }
  | { readonly owner: "operator" | "us"; readonly vendor?: never };

/** The words of one code. */
export type Words<T = Told> = Parts<T> & ForOwner<T>;

/** Codes of findings that begin with one of these nouns: `WordsOf<"org" | "session">` must have them all. */
export type WordsOf<Noun extends string> = Readonly<Record<Extract<FindingCode, `${Noun}.${string}`>, Words>>;

/** What Muster does is the same for many codes; it is said in the same words. */
export const nothingChanged = "Nothing was changed.";
/** Said of what may pass: whoever has a test or a sync by hand before them waits in vain for another attempt. */
export const triedAgain =
  "A sync that began by itself is tried again by itself; what you did by hand, do again in a while.";
/** Said of faults that may come at any moment of a run, also right after its changes were written. */
export const allOrNothing = "A plan is applied as a whole or not at all, so nothing is half done.";
/** What Muster did about a row with an error. */
export const rowLeftOut =
  "Muster leaves the row out. What it fed before stays as it is; nobody is removed for it.";
/** What Muster did about a value that cannot be used. */
export const valueLeftOut = "Muster leaves the value out and uses the rest of the row.";
/** What Muster did about an oddity of a file that changes nothing of what it says. */
export const readAnyway = "Muster reads the file all the same.";
