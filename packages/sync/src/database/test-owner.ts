import pg from "pg";
import { embeddedSignIns } from "./database.ts";
import { joinEmbeddedServer } from "./embedded-server.ts";
import { embeddedDatabase } from "./roles.ts";

/** For tests: some SQL as the owner of a home's tables, whom no process of Muster is while it works. */
export async function runAsOwner(home: string, sql: string): Promise<void> {
  const server = await joinEmbeddedServer({ home });
  const owner = new pg.Client(embeddedSignIns(server, embeddedDatabase).owner);
  await owner.connect();
  try {
    await owner.query(sql);
  } finally {
    await owner.end();
    await server.release();
  }
}
