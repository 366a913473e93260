import { appRole } from "./roles.ts";
import type { Reader } from "./transaction.ts";

/** One departure of the tables from the rules of tenancy. */
export interface SchemaViolation {
  /** The table, index, constraint, policy or function. */
  readonly name: string;
  readonly rule: string;
}

/**
 * Reads the catalog and lists what could let one district reach another (design §4; security 4.1 rows 2, 4 and 5).
 * No table at all is a violation too: a lint that sees nothing has not looked.
 */
export async function lintSchema(tx: Reader): Promise<readonly SchemaViolation[]> {
  const found: SchemaViolation[] = [];
  for (const [rule, sql] of rules) {
    const rows = await tx.query<{ name: string }>(sql);
    found.push(...rows.map(({ name }) => ({ name, rule })));
  }
  return found;
}

/** Tables of ours: everything in the schema `public`. The ledger of migrations lives elsewhere and holds no rows of a district. */
const tables = `
  select pg_class.oid, relname, relrowsecurity, relforcerowsecurity
    from pg_class
   where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`;

const isDistrict = (relation: string, position: string): string =>
  `exists (select from pg_attribute where attrelid = ${relation} and attnum = ${position} and attname = 'district_id')`;

/**
 * Functions that run as the owner, each read for what a caller could make them do. `refresh_statistics` runs
 * ANALYZE, a right of owners, on tables of a fixed list. `drop_account_of` answers the district and source of a login.
 * `districts_with_notices` answers the numbers of districts that have something to send; `logins_of` and
 * `districts_of_login` the numbers of the districts in which an address or a login is known.
 */
const reviewedFunctions: readonly string[] = [
  "refresh_statistics",
  "drop_account_of",
  "districts_with_notices",
  "logins_of",
  "districts_of_login",
];

const rules: readonly (readonly [rule: string, sql: string])[] = [
  ["there are tables", `select 'public' as name where not exists (${tables})`],
  [
    "a table has district_id, never null",
    `select relname as name from (${tables}) as t
      where not exists (select from pg_attribute where attrelid = t.oid and attname = 'district_id' and attnotnull)`,
  ],
  [
    "a table has a primary key",
    `select relname as name from (${tables}) as t
      where not exists (select from pg_index where indrelid = t.oid and indisprimary)`,
  ],
  [
    "a primary key or unique index begins with district_id",
    `select indexrelid::regclass::text as name from (${tables}) as t join pg_index on indrelid = t.oid
      where indisunique and not ${isDistrict("indrelid", "indkey[0]")}`,
  ],
  [
    "a foreign key pairs district_id with district_id first",
    `select conname as name from (${tables}) as t join pg_constraint on conrelid = t.oid
      where contype = 'f'
        and not (${isDistrict("conrelid", "conkey[1]")} and ${isDistrict("confrelid", "confkey[1]")})`,
  ],
  [
    "row-level security is on and forced",
    `select relname as name from (${tables}) as t where not (relrowsecurity and relforcerowsecurity)`,
  ],
  [
    "a policy for all commands keeps reading and writing to the district",
    `select relname as name from (${tables}) as t
      where not exists (
        select from pg_policies
         where schemaname = 'public' and tablename = t.relname and cmd = 'ALL'
           and qual like '%district_id = %current_district()%'
           and with_check like '%district_id = %current_district()%')`,
  ],
  [
    "no second policy widens the first",
    `select tablename || '.' || policyname as name from pg_policies
      where schemaname = 'public' and permissive = 'PERMISSIVE' and policyname <> 'tenant'`,
  ],
  [
    "the application role may not truncate, which row-level security does not see",
    `select relname as name from (${tables}) as t where has_table_privilege('${appRole}', t.oid, 'truncate')`,
  ],
  [
    "the application role owns nothing",
    `select relname as name from pg_class where relowner = '${appRole}'::regrole and relpersistence <> 't'
     union all select proname from pg_proc where proowner = '${appRole}'::regrole
     union all select nspname from pg_namespace
                where nspowner = '${appRole}'::regrole and nspname not like 'pg\\_%'`,
  ],
  [
    "a view reads with the rights of its reader",
    `select relname as name from pg_class
      where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
        and not coalesce(reloptions::text[] && '{security_invoker=true,security_invoker=on}', false)`,
  ],
  [
    "no function runs with the rights of its owner but the reviewed ones, which fix their search path",
    `select proname as name from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef
        and not (proname = any ('{${reviewedFunctions}}')
                 and 'search_path=public, pg_temp' = any (proconfig)
                 and not exists (select from aclexplode(coalesce(proacl, acldefault('f', proowner))) where grantee = 0))`,
  ],
];
