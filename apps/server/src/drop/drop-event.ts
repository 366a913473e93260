/** What an operator, and at times a district, should hear of. The kinds are a closed list. */
export type DropEventKind =
  | "sign-in.accepted"
  /** A wrong password or key, an unknown login, or a right one from an address that is not allowed. */
  | "sign-in.failed"
  | "connections.exceeded"
  /** A shell, a command, a forwarded port: whatever is not SFTP. */
  | "channel.refused"
  /** A path that leads out of the folder, or a name that is none. */
  | "path.refused"
  /** A link that a client wanted to make, or one that lies in the folder (A27). */
  | "link.refused"
  | "quota.exceeded"
  /** Our disk is full or failing (A24). */
  | "storage.failed"
  /** An arrival could not be told; it is told again. */
  | "arrival.failed";

/** Never a password, a key or the content of a file. */
export interface DropEvent {
  readonly kind: DropEventKind;
  readonly at: Date;
  /** Where the client connects from; undefined where no client is part of it. */
  readonly address: string | undefined;
  /** Undefined where nobody has signed in. A login that was tried is in no event: it may be a password, mistyped. */
  readonly account:
    | { readonly districtId: number; readonly sourceId: number; readonly login: string }
    | undefined;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Tells an event of one connection or one account. */
export type TellEvent = (kind: DropEventKind, facts?: DropEvent["facts"]) => void;
