import pg from "pg";
import { superuser } from "./embedded-cluster.ts";
import { joinEmbeddedServer } from "./embedded-server.ts";
import { embeddedDatabase } from "./roles.ts";

/**
 * For tests: every row of every table of a home's database as text, by schema and table, whatever district it belongs
 * to. Bytes are written in hexadecimal.
 */
export async function readEveryRow(home: string): Promise<ReadonlyMap<string, string>> {
  const server = await joinEmbeddedServer({ home });
  const { host, port } = server;
  const client = new pg.Client({
    ...{ host, port, user: superuser, password: server.passwordOf(superuser), database: embeddedDatabase },
  });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`,
    );
    const found = new Map<string, string>();
    for (const { name } of tables.rows) {
      const rows = await client.query<{ text: string }>(`select t::text as text from ${name} t`);
      found.set(name, rows.rows.map(({ text }) => text).join("\n"));
    }
    return found;
  } finally {
    await client.end();
    await server.release();
  }
}
