import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { Fault } from "../fault.ts";
import { StatementError, translateConnectError, translateDatabaseError } from "./statement-error.ts";

function refusal(code: string, message: string, place: Partial<pg.DatabaseError> = {}): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, message.length, "error"), { code, ...place });
}

test("a full disk, a deadlock and a stopped server are faults that may pass", () => {
  const told = ["53100", "40P01", "57P01", "08006"].map((state) => {
    const fault = translateDatabaseError(refusal(state, "as the server says"), "select 1");
    assert.ok(fault instanceof Fault);
    return [fault.code, fault.retry];
  });
  assert.deepEqual(told, [
    ["database.disk.full", "later"],
    ["database.transaction.deadlock", "now"],
    ["database.connection.lost", "later"],
    ["database.connection.lost", "later"],
  ]);
});

test("a message that the server cannot read is our mistake, unless somebody between us hangs up over it", () => {
  const [server, pooler] = ["ERROR", "FATAL"].map((severity) =>
    translateDatabaseError(
      refusal("08P01", "bind message supplies 1 parameters", { severity }),
      "select $1, $2",
    ),
  );
  assert.ok(server instanceof StatementError && server.sqlState === "08P01");
  assert.ok(pooler instanceof Fault && pooler.code === "database.connection.lost");
});

test("a refused value is told by its column, never by what it was", () => {
  const error = translateDatabaseError(
    refusal("22P02", 'invalid input syntax for type integer: "Ana Lima"', {
      table: "person",
      column: "grade",
      where: "COPY, line 1: Ana Lima",
    }),
    "copy person from stdin",
  );
  assert.ok(error instanceof StatementError);
  assert.equal(
    error.message,
    "PostgreSQL could not take a value (person.grade) [22P02] in: copy person from stdin",
  );
  assert.doesNotMatch(JSON.stringify({ ...error }) + String(error.cause), /Ana/);
});

test("a connection that broke is a fault; an error of the caller's own stays itself", () => {
  const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  for (const error of [reset, new Error("Connection terminated unexpectedly")]) {
    const fault = translateDatabaseError(error, "select 1");
    assert.ok(fault instanceof Fault && fault.code === "database.connection.lost");
  }
  const own = new Error("a rule was broken");
  assert.equal(translateDatabaseError(own, "select 1"), own);
});

test("a pool without a free connection is not taken for a server that is down", () => {
  const codeOf = (error: unknown) => {
    const fault = translateConnectError(error);
    return fault instanceof Fault ? fault.code : undefined;
  };
  assert.equal(codeOf(new Error("timeout exceeded when trying to connect")), "database.pool.busy");
  assert.equal(
    codeOf(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })),
    "database.server.unreachable",
  );
});
