import pg from "pg";
import { Fault } from "../fault.ts";

/**
 * PostgreSQL refused a statement of ours: a constraint, a policy, a syntax error. Carries what locates the
 * mistake and nothing of the row, because PostgreSQL's own `detail` and `where` quote values ("Key (email)=(…)").
 */
export class StatementError extends Error {
  /** Five characters, PostgreSQL's appendix A: 23505 is a unique violation, 42501 a refused right. */
  readonly sqlState: string;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;

  constructor(error: pg.DatabaseError, sql: string) {
    const state = error.code ?? "XX000";
    super(`${explain(error, state)} [${state}] in: ${sql.replace(/\s+/g, " ").trim().slice(0, 300)}`);
    this.name = "StatementError";
    this.sqlState = state;
    this.table = error.table;
    this.column = error.column;
    this.constraint = error.constraint;
  }
}

/** Class 22 (data exceptions) quotes the offending value in its message; there only the class is told. */
function explain(error: pg.DatabaseError, state: string): string {
  const place = [error.table, error.column, error.constraint].filter((part) => part !== undefined).join(".");
  if (state.startsWith("22")) return `PostgreSQL could not take a value${place && ` (${place})`}`;
  return `${error.message}${place && ` (${place})`}`;
}

type Meaning = readonly [code: string, retry: "never" | "later" | "now", text: string];

/** States that are the world's doing and not a mistake in a statement (PostgreSQL, appendix A). */
const worldly: Readonly<Record<string, Meaning>> = {
  "25006": ["database.server.read-only", "later", "The database takes no changes at present."],
  "40001": ["database.transaction.conflict", "now", "Two changes met; the database undid this one."],
  "40P01": [
    "database.transaction.deadlock",
    "now",
    "Two changes waited for each other; the database undid this one.",
  ],
  "53100": ["database.disk.full", "later", "The database has no disk space left."],
  "53200": ["database.memory.full", "later", "The database ran out of memory."],
  "53300": ["database.connections.full", "later", "The database takes no more connections."],
  "55P03": ["database.lock.taken", "later", "Somebody else holds a lock for too long."],
  "57014": ["database.statement.cancelled", "later", "The database cancelled a statement."],
  "57P01": ["database.connection.lost", "later", "The database was stopped."],
  "57P02": ["database.connection.lost", "later", "The database crashed and is recovering."],
  "57P03": ["database.server.starting", "later", "The database is starting or stopping."],
  "28P01": ["database.sign-in.refused", "never", "The database refused the password."],
  "28000": ["database.sign-in.refused", "never", "The database refused the sign-in."],
  "3D000": ["database.name.unknown", "never", "The database named in the URL does not exist."],
};

const lostSockets = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EHOSTUNREACH",
]);

/**
 * What `pg` threw, in our words: a `Fault` when the world failed, a `StatementError` when the statement was wrong,
 * anything else untouched (it came from the caller's own code).
 */
export function translateDatabaseError(error: unknown, sql: string): unknown {
  if (error instanceof pg.DatabaseError) {
    const known = worldly[error.code ?? ""];
    if (known) return new Fault(known[0], known[1], known[2], { sqlState: error.code ?? "" });
    if (isLost(error)) return connectionLost(error);
    return new StatementError(error, sql);
  }
  if (!(error instanceof Error) || error instanceof Fault) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // @NOTE pg has neither class nor code for these; the texts are its own, in English everywhere.
  if (error.message === "timeout exceeded when trying to connect") return poolBusy();
  const ended = /^(Connection terminated|Client has encountered a connection error)/;
  return lostSockets.has(code) || ended.test(error.message) ? connectionLost(error) : error;
}

/**
 * Class 08 is about the connection; of it 08P01, a message that breaks the protocol (too few parameters, say), is a
 * mistake of ours.
 *
 * @NOTE a pooler before the server (PgBouncer) says 08P01 of nearly everything, and hangs up with it: then it is FATAL.
 */
function isLost({ code, severity }: pg.DatabaseError): boolean {
  return code === "08P01" ? severity === "FATAL" : code?.startsWith("08") === true;
}

/** The same for a connection that never came about. */
export function translateConnectError(error: unknown): unknown {
  const fault = translateDatabaseError(error, "connect");
  if (!(fault instanceof Fault) || fault.code !== "database.connection.lost") return fault;
  return new Fault(
    "database.server.unreachable",
    "later",
    "The database cannot be reached: is the server of DATABASE_URL running, and is its address right?",
    {},
    { cause: error },
  );
}

function poolBusy(): Fault {
  return new Fault("database.pool.busy", "later", "All connections to the database are in use.");
}

function connectionLost(cause: Error): Fault {
  return new Fault(
    "database.connection.lost",
    "later",
    "The connection to the database is gone.",
    {},
    { cause },
  );
}
