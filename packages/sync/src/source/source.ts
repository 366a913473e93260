import type { Finding } from "@muster/rules/check/finding.ts";

/**
 * The contract of sources: how a district's student information system reaches us. A new source is a folder beside
 * this file and one line in `registry.ts`; `source-suite.ts` proves that it keeps what is promised here.
 *
 * A source fetches everything, once, into a folder, as files of the OneRoster standard (or a ZIP of them). From there
 * on a roster is a roster: whatever its source, the same code reads, checks, plans and gates it, and the files can be
 * downloaded and opened by the people whose data they are (docs/decisions/0011).
 */
export interface SourceKind {
  /** Kept with the source; never renamed. */
  readonly kind: string;
  readonly label: string;
  /** What a district must tell, in the order in which it is asked. */
  readonly fields: readonly SourceField[];
  /** Connects and tells what can be seen there. Takes nothing along and changes nothing. */
  readonly look: (connection: Connection) => Promise<Sighting>;
  /**
   * Fetches everything there is into `connection.folder`.
   *
   * An error while listing is never an empty list: what cannot be proved complete is thrown, not delivered.
   *
   * @throws Fault `source.*`, with `retry` by what is to be expected of another attempt; nothing fetched counts then
   */
  readonly fetch: (connection: Connection) => Promise<Delivery>;
  /**
   * Called once when what was fetched is in the directory, where the source has it: moves files out of the way, if the
   * district wants that. `connection.lastSeen` is what the fetch noted. A failure here does not fail the sync.
   */
  readonly putAway?: (connection: Connection) => Promise<void>;
  /**
   * New secrets that nobody has to type: a key pair, or a token that the other side lists. Changes nothing over there.
   *
   * @throws Fault `source.field.missing` where they must be typed all the same
   */
  readonly renew?: (connection: Connection) => Promise<Renewal>;
}

/** New secrets of a source, good as soon as they were tested. */
export interface Renewal {
  readonly values: SourceValues;
  /** What must be put in place over there before they open anything. */
  readonly toInstall?: { readonly publicKey: string; readonly fingerprint: string };
}

/** One thing a source must know, drawn as one field of a form, one flag of the command line. */
export interface SourceField {
  /** Kebab-case; the command line's flag is `--<key>`. */
  readonly key: string;
  readonly label: string;
  readonly help: string;
  /** A secret is sealed when it is saved and never shown again; a list is separated by commas. */
  readonly type: "text" | "number" | "choice" | "flag" | "list" | "secret";
  readonly choices?: readonly string[];
  /** What counts of each entry of a list, wherever it stands in what was pasted; without it the entry is refused. */
  readonly entry?: { readonly pattern: RegExp; readonly expected: string };
  /** Left out: the field must be filled in. "" where it may stay empty. */
  readonly fallback?: string;
  /** Whether nearly everybody leaves it as it is. Left out: yes, where it has a fallback other than "". */
  readonly isRare?: boolean;
}

/** A source's fields by key, its secrets in clear: in memory alone, for as long as the connection is needed. */
export type SourceValues = Readonly<Record<string, string>>;

/** What a source is given of the world; nothing else of it may be used. */
export interface Connection {
  readonly values: SourceValues;
  /** An empty folder that only we may read. The caller removes it. */
  readonly folder: string;
  /** Where the hosted drop puts what is uploaded for this source; given to sources of kind `drop`. */
  readonly dropFolder?: string;
  readonly limits: SourceLimits;
  /** Addresses inside our own network are refused unless the operator of this Muster allows them. */
  readonly allowsPrivateHosts: boolean;
  /** Aborted when the run is cancelled or has no time left. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Waits; ends early, with the signal's reason, when the run is cancelled. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly onProgress: (progress: SourceProgress) => void;
  /**
   * To be told how many objects a collection has, or about how many rows will come, where that is announced before
   * they were read; may end the fetch.
   */
  readonly onAnnounced?: (objects: number) => void;
  /** What the source noted last time, to be compared with what it sees now; undefined the first time. */
  readonly lastSeen: SourceMemory | undefined;
}

/** What a source may notice about itself between two fetches. Never a secret, never a person. */
export type SourceMemory = Readonly<Record<string, string | number | boolean>>;

export interface SourceProgress {
  /** In a few words: `users.csv`, `enrollments, page 12`, `waiting for the server, 40 s`. */
  readonly what: string;
  readonly done?: number;
  readonly of?: number;
}

export interface SourceLimits {
  /** Of one file or of all answers of one collection, after decompression, in bytes. */
  readonly collectionBytes: number;
  /** Of one answer of an API, in bytes. */
  readonly answerBytes: number;
  /** Of files in a listing, pages of a collection. */
  readonly listed: number;
  /** Without a byte from the other side, in ms. */
  readonly idleMs: number;
  /** Of one file or one collection, in ms. */
  readonly collectionMs: number;
  /** Attempts at one request, and at signing in. */
  readonly attempts: number;
}

export const sourceLimits: SourceLimits = {
  collectionBytes: 8 * 1024 ** 3,
  answerBytes: 128 * 1024 ** 2,
  listed: 100_000,
  idleMs: 60_000,
  collectionMs: 3 * 60 * 60_000,
  attempts: 5,
};

/** A roster as it was delivered: what is in `path` is opened as an upload is. */
export interface Delivery {
  /** A folder, a ZIP or a single file. */
  readonly path: string;
  readonly proofs: readonly Proof[];
  readonly findings: readonly Finding[];
  /** Kept for the next fetch. */
  readonly seen: SourceMemory;
}

/**
 * Why we believe that a file or collection is complete (reliability §3.2). Strong: `total` the sender's count equals
 * ours before and after · `checksum` the sender's own · `end` the protocol's own sign of the end (no next link, an empty
 * page after the last). Weak: `quiet` size and time the same at two looks · `size` as many bytes as announced.
 */
export interface Proof {
  /** A file's name, or a collection's. */
  readonly of: string;
  readonly by: "total" | "checksum" | "end" | "quiet" | "size";
  /** Bytes of a file, objects of a collection. */
  readonly received: number;
  readonly announced?: number;
}

/** What a look at a source tells a person who has just set it up. */
export interface Sighting {
  /** As whom, or to what, we are connected: `Maple Valley USD`, `sftp.example.org as roster`. */
  readonly connectedTo: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly modifiedAt: string }[];
  /** With how many of each, where the look can count them. */
  readonly schools: readonly {
    readonly sourcedId: string;
    readonly name: string;
    readonly students?: number;
    readonly staff?: number;
    /** Of a source that counts those who teach, and no other staff. */
    readonly teachers?: number;
    readonly classes?: number;
  }[];
  /** Why schools are without any count, and how many; left out where each has one. */
  readonly uncounted?: Uncounted;
  /** How many there are of each collection, where the source tells without being read to the end. */
  readonly counts: Readonly<Record<string, number>>;
  /** Collections that the district does not share with us. */
  readonly notShared: readonly string[];
  /** Names of the fields that arrive and are read, by file or collection; left out where none was seen. */
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  /** Do families come? Left out where a look cannot tell. `links`: how often a student and a guardian name each other. */
  readonly guardians?: { readonly isThere: boolean; readonly people?: number; readonly links?: number };
  /** Names of fields that arrive and that we throw away: birth dates, numbers of identity, free lunch. */
  readonly oversharing: readonly string[];
  readonly seen: SourceMemory;
}

/**
 * Why a look counts nothing at some schools. `many`: it asks about the first few of a large district alone · `slow`: the
 * other side was too slow, or did not answer · `large`: too much to be counted at a look · `untold`: the other side does
 * not tell, and nothing is guessed.
 */
export interface Uncounted {
  readonly schools: number;
  readonly because: "many" | "slow" | "large" | "untold";
}
