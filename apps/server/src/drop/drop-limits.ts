/** What a client may use up before it is refused (security 4.4 row 66). Times in ms. */
export interface DropLimits {
  readonly filesPerAccount: number;
  readonly fileBytes: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly connectionsPerAccount: number;
  /** Connections that have not signed in yet, from everywhere. */
  readonly strangers: number;
  readonly handlesPerSession: number;
  readonly passwordTries: number;
  readonly keyTries: number;
  /** Without a request of SFTP. */
  readonly idleMs: number;
  /** From connecting to having signed in. */
  readonly signInMs: number;
  /** Without a change before a set without manifest counts as complete. */
  readonly settleMs: number;
}

export const dropLimits: DropLimits = {
  filesPerAccount: 200,
  fileBytes: 8 * 1024 ** 3,
  connections: 500,
  connectionsPerAddress: 20,
  connectionsPerAccount: 4,
  strangers: 200,
  handlesPerSession: 16,
  passwordTries: 3,
  keyTries: 10,
  idleMs: 5 * 60_000,
  signInMs: 2 * 60_000,
  settleMs: 60_000,
};
