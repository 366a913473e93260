import assert from "node:assert/strict";
import { test } from "node:test";
import { missingPackages } from "./debian-packages.ts";

const pull = "packages/sync/src/source/sftp/sftp-source.e2e.test.ts";
const nothing = (): boolean => false;

test("asks for a server only where a test that is run needs it", () => {
  assert.deepEqual(missingPackages([pull], nothing), ["openssh-server", "openssh-client"]);
  assert.deepEqual(missingPackages(["apps/server/src/drop/drop.e2e.test.ts"], nothing), ["openssh-client"]);
  assert.deepEqual(missingPackages(["packages/sync/src/run/crash.e2e.test.ts"], nothing), []);
});

test("asks for nothing that is there", () => {
  assert.deepEqual(
    missingPackages([pull], () => true),
    [],
  );
});
