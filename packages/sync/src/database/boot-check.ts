import type pg from "pg";
import { Fault } from "../fault.ts";
import { appRole } from "./roles.ts";
import { runStatement } from "./transaction.ts";

/** The oldest PostgreSQL whose SQL we use (decision: 15 to 18). */
const oldestServer = 150_000;

/** Refuses what cannot serve: an old server. Runs first, as the owner. */
export async function checkServer(owner: pg.ClientBase): Promise<void> {
  const [row] = await runStatement(owner, "select current_setting('server_version_num')::integer as version");
  const version = Number(row?.version);
  if (version >= oldestServer) return;
  throw new Fault(
    "database.server.old",
    "never",
    `PostgreSQL 15 or newer is needed; this server is version ${Math.floor(version / 10_000)}.`,
    { version },
  );
}

/**
 * Refuses a server that may lose what it has confirmed (reliability: row PostgreSQL), and an application role that
 * could see every district (security: 4.1 row 5). `mayBeVolatile` is for the cluster of the tests alone.
 */
export async function checkSafety(owner: pg.ClientBase, mayBeVolatile: boolean): Promise<void> {
  const settings = ["fsync", "full_page_writes", "synchronous_commit"];
  const off = await runStatement<{ name: string }>(
    owner,
    "select name from pg_settings where name = any ($1) and setting = 'off' order by name",
    [settings],
  );
  if (off.length > 0 && !mayBeVolatile) throw volatileServer(off.map((row) => row.name));
  const [role] = await runStatement(owner, roleRights, [appRole]);
  if (role?.is_superuser !== false || role.passes_security !== false || role.owns_tables !== false) {
    throw new Fault(
      "database.role.too-mighty",
      "never",
      `The role ${appRole} must be an ordinary one: no superuser, no bypassrls, owner of no table.`,
      { role: appRole },
    );
  }
}

const roleRights = `
  select rolsuper as is_superuser,
         rolbypassrls as passes_security,
         exists (select from pg_class
                  where relowner = pg_roles.oid and relkind in ('r', 'p', 'v', 'm', 'f')
                    and relnamespace::regnamespace::text not like 'pg\\_%') as owns_tables
    from pg_roles
   where rolname = $1`;

function volatileServer(off: readonly string[]): Fault {
  return new Fault(
    "database.server.volatile",
    "never",
    `This PostgreSQL may lose what it has confirmed: ${off.join(", ")} is off. Switch it on and start again.`,
    { off: off.join(",") },
  );
}
