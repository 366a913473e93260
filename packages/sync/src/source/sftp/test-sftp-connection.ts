import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { type TestConnection, testConnection } from "../network/test-connection.ts";
import type { Connection } from "../source.ts";
import { goodPassword, type TestSftpServer } from "./test-sftp-server.ts";

/** A connection to the stand-in, into a folder that goes with the test. */
export function connectionTo(
  t: TestContext,
  { port, fingerprint }: Pick<TestSftpServer, "port" | "fingerprint">,
  values: Readonly<Record<string, string>> = {},
  given: Partial<Connection> = {},
): TestConnection {
  const folder = mkdtempSync(path.join(tmpdir(), "muster-fetch-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const login = { host: "127.0.0.1", port: String(port), login: "roster", password: goodPassword };
  return testConnection({
    folder,
    values: { ...login, path: "/out", "host-key": fingerprint, ...values },
    ...given,
  });
}
