import { homedir, userInfo } from "node:os";
import path from "node:path";

/** What the surroundings decide, read once. Nothing else in the command line looks at `process.env`. */
export interface Config {
  /** MUSTER_HOME as an absolute path; `~/.muster` unless told. */
  readonly home: string;
  /** DATABASE_URL; undefined means the embedded database. May hold a password: never shown. */
  readonly databaseUrl: string | undefined;
  /** Who the journal names: the account of the machine that typed the command. */
  readonly operator: string;
  /** NO_COLOR, or a terminal that knows nothing but letters: text is not styled. */
  readonly isPlain: boolean;
  /** CI, or a terminal on which nothing moves: progress is told in lines. */
  readonly isUnattended: boolean;
  /** MUSTER_ALLOW_PRIVATE_HOSTS=1: sources may lie inside our own network. */
  readonly allowsPrivateHosts: boolean;
  /** MUSTER_SMTP_URL and MUSTER_MAIL_FROM; undefined unless both are set. May hold a password: never shown. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  /** MUSTER_DEBUG=1: an unexpected error shows its stack. */
  readonly isDebug: boolean;
  /** MUSTER_CRASH_AT, for the tests of sudden death alone: the point of a run at which the process is killed. */
  readonly crashAt: string | undefined;
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  return {
    home: path.resolve(given(env.MUSTER_HOME) ?? path.join(homedir(), ".muster")),
    databaseUrl: given(env.DATABASE_URL),
    operator: accountName(),
    isPlain: given(env.NO_COLOR) !== undefined || env.TERM === "dumb",
    isUnattended: (given(env.CI) !== undefined && env.CI !== "false") || env.TERM === "dumb",
    allowsPrivateHosts: env.MUSTER_ALLOW_PRIVATE_HOSTS === "1",
    mail: mailSettings(given(env.MUSTER_SMTP_URL), given(env.MUSTER_MAIL_FROM)),
    isDebug: env.MUSTER_DEBUG === "1",
    crashAt: env.MUSTER_TESTING === "1" ? given(env.MUSTER_CRASH_AT) : undefined,
  };
}

function mailSettings(url: string | undefined, from: string | undefined): Config["mail"] {
  return url === undefined || from === undefined ? undefined : { url, from };
}

/** A variable that is set to nothing counts as not set. */
function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}

/** An account without a name, as containers have them, is still somebody. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
