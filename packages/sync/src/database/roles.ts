import pg from "pg";
import { Fault } from "../fault.ts";
import type { EmbeddedServer } from "./embedded-server.ts";
import { advisoryKey } from "./session.ts";
import { runStatement } from "./transaction.ts";

/** Owns the tables of the embedded database and migrates them; no superuser. */
export const ownerRole = "muster_owner";

/** What every transaction runs as: owns nothing, cannot pass row-level security. */
export const appRole = "muster_app";

/** The embedded database Muster lives in. */
export const embeddedDatabase = "muster";

/** Makes the roles and the database of a fresh embedded server; quick when they are there. */
export async function prepareEmbeddedRoles(server: EmbeddedServer): Promise<void> {
  const [found] = await server.administer(
    "select count(*)::integer as databases from pg_database where datname = $1",
    [embeddedDatabase],
  );
  if (found?.databases === 1) return;
  await server.administer("select pg_advisory_lock($1)", [advisoryKey("muster", "roles")]);
  try {
    for (const role of [ownerRole, appRole]) {
      const [known] = await server.administer("select 1 from pg_roles where rolname = $1", [role]);
      const password = pg.escapeLiteral(server.passwordOf(role));
      await server.administer(
        `${known ? "alter" : "create"} role ${role} login nosuperuser nobypassrls nocreaterole nocreatedb password ${password}`,
      );
    }
    await createEmbeddedDatabase(server, embeddedDatabase);
  } finally {
    await server.administer("select pg_advisory_unlock($1)", [advisoryKey("muster", "roles")]);
  }
}

/** Made last of all, so that its existence says that everything before it is there. */
async function createEmbeddedDatabase(server: EmbeddedServer, name: string): Promise<void> {
  const [known] = await server.administer("select 1 from pg_database where datname = $1", [name]);
  if (known) return;
  await server.administer(`create database ${name} owner ${ownerRole}`);
}

/**
 * In a database of somebody else's server: makes the application role where we may, and checks that the owner may
 * take it. Throws `database.role.missing` with the lines an administrator has to run where we may not.
 */
export async function prepareOwnRole(owner: pg.ClientBase): Promise<void> {
  try {
    const [known] = await runStatement(owner, "select 1 from pg_roles where rolname = $1", [appRole]);
    if (!known) await createAppRole(owner);
    if (!(await mayTakeRole(owner))) await runStatement(owner, `grant ${appRole} to current_user`);
    await runStatement(owner, grantWhatIsMissing);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      "database.role.missing",
      "never",
      `The database user may not prepare the role ${appRole}. An administrator can: create role ${appRole} nologin; grant ${appRole} to <the user of DATABASE_URL>; grant create, temporary on database <name> to <that user>;`,
      { role: appRole },
      { cause: error },
    );
  }
}

/** Two processes of two databases on one server may both try; roles belong to the whole server. */
async function createAppRole(owner: pg.ClientBase): Promise<void> {
  try {
    await owner.query(`create role ${appRole} nologin nosuperuser nobypassrls`);
  } catch (error) {
    const state = error instanceof pg.DatabaseError ? error.code : undefined;
    if (state !== "42710" && state !== "23505") throw error;
  }
}

/** From PostgreSQL 16 on membership alone does not allow `set role`. */
async function mayTakeRole(owner: pg.ClientBase): Promise<boolean> {
  const [row] = await runStatement(
    owner,
    `select pg_has_role(current_user, $1::name, case when current_setting('server_version_num')::integer >= 160000 then 'SET' else 'MEMBER' end) as may`,
    [appRole],
  );
  return row?.may === true;
}

/** Usual databases grant both to everybody; hardened ones do not. */
const grantWhatIsMissing = `
do $$
begin
  if not has_schema_privilege('${appRole}', 'public', 'usage') then
    grant usage on schema public to ${appRole};
  end if;
  if not has_database_privilege('${appRole}', current_database(), 'temporary') then
    execute format('grant temporary on database %I to ${appRole}', current_database());
  end if;
end
$$`;
