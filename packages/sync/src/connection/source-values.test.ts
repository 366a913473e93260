import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../fault.ts";
import { cleverSource } from "../source/clever/source.ts";
import { sftpSource } from "../source/sftp/sftp-source.ts";
import { parseValues } from "./source-values.ts";

test("a fingerprint may be pasted as ssh-keygen prints it, and nothing else is taken for one", () => {
  const kept = (hostKey: string): unknown =>
    parseValues(sftpSource, { host: "sftp.example.org", login: "roster", "host-key": hostKey }).known[
      "host-key"
    ];
  const [oak, elm] = [`SHA256:${"o".repeat(42)}/`, `SHA256:${"e".repeat(43)}`];
  assert.equal(kept(`256 ${oak} root@roster (ED25519), ${elm}`), `${oak},${elm}`);
  for (const wrong of ["SHA256:wrong", "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", `${elm}x`])
    assert.throws(() => kept(wrong), { code: "source.field.invalid" }, wrong);
});

test("a secret that is missing is asked for with the flag that there is", () => {
  const missing = (given: Readonly<Record<string, string>>) => () => parseValues(cleverSource, given);
  const token = { field: "district-token", flag: "district-token-file FILE" };
  const told = (facts: Readonly<Record<string, string>>) => (error: unknown) => {
    assert.ok(error instanceof Fault);
    assert.deepEqual({ field: error.facts.field, flag: error.facts.flag }, facts);
    return true;
  };
  assert.throws(missing({ "district-id": "maple" }), told(token));
  assert.throws(missing({ "district-token": "t" }), told({ field: "district-id", flag: "district-id" }));
});
