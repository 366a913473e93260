import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../../fault.ts";
import { canonicalHost, guardHost, type ResolvedAddress } from "./guard-host.ts";
import { isPublicAddress } from "./is-public-address.ts";
import { innerHosts } from "./test-inner-hosts.ts";

const { signal } = new AbortController();
const answering =
  (...addresses: readonly string[]) =>
  async (): Promise<readonly ResolvedAddress[]> =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

/** Names that stand for an address of our own, for the resolver that the tests give. */
const innerNames = [
  "localhost",
  "LOCALHOST.",
  "metadata.google.internal",
  "127.0.0.1.nip.example",
  "１２７.example",
];

test("refuses every way to write an address inside a network", async () => {
  assert.ok(new Set(innerHosts).size >= 90);
  for (const host of [...innerHosts, ...innerNames])
    await assert.rejects(
      guardHost(host, { allowsPrivateHosts: false, signal, resolve: answering("127.0.0.1") }),
      (error) => error instanceof Fault && /^source\.(?:host\.private|address\.invalid)$/.test(error.code),
      host,
    );
});

test("takes the addresses next to the closed ranges", () => {
  const open = ["9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0"];
  const open6 = ["2001:200::1", "2606:4700::1111", "2a00:1450::1"];
  for (const address of [...open, "169.253.255.255", "192.169.0.0", "223.255.255.255", ...open6])
    assert.equal(isPublicAddress(address), true, address);
});

test("refuses a name that stands for an address of our own, also beside a public one", async () => {
  for (const addresses of [["10.0.0.7"], ["8.8.8.8", "10.0.0.7"], ["8.8.8.8", "::1"]])
    await assert.rejects(
      guardHost("roster.example.org", {
        allowsPrivateHosts: false,
        signal,
        resolve: answering(...addresses),
      }),
      // What it stands for is not told: the answer would draw a map of the network.
      { code: "source.host.private", retry: "never", facts: { host: "roster.example.org" } },
    );
});

test("connects to the address that was checked, whatever the name stands for a moment later", async () => {
  let asked = 0;
  const resolve = async (): Promise<readonly ResolvedAddress[]> => {
    asked += 1;
    return [{ address: asked === 1 ? "8.8.8.8" : "127.0.0.1", family: 4 }];
  };
  const { lookup } = await guardHost("rebind.example.org", { allowsPrivateHosts: false, signal, resolve });
  const all = await new Promise((done) =>
    lookup("rebind.example.org", { all: true }, (_, found) => done(found)),
  );
  const one = await new Promise((done) => lookup("rebind.example.org", {}, (_, found) => done(found)));
  assert.deepEqual([all, one, asked], [[{ address: "8.8.8.8", family: 4 }], "8.8.8.8", 1]);
});

test("writes a host in one form", () => {
  assert.equal(canonicalHost(" SFTP.Example.ORG. "), "sftp.example.org");
  assert.equal(canonicalHost("[2606:4700:0:0::1111]"), "2606:4700::1111");
  assert.equal(canonicalHost("bücher.example"), "xn--bcher-kva.example");
  assert.equal(canonicalHost("sftp_1.example.org"), "sftp_1.example.org");
});

test("does not repeat what was typed as a host and is none", () => {
  for (const text of [
    "roster:Sesame1@sftp.example.org",
    "a b",
    "",
    "host/path",
    "%31%32",
    "sftp://x",
    "x?y",
    ".",
  ])
    assert.throws(
      () => canonicalHost(text),
      (error) =>
        error instanceof Fault &&
        error.code === "source.address.invalid" &&
        !error.message.includes("Sesame1"),
      text,
    );
});

test("tells a name that nobody knows from a name server that does not answer", async () => {
  const failing = (code: string) => async (): Promise<never> => {
    throw Object.assign(new Error("lookup"), { code });
  };
  const guard = (code: string): Promise<unknown> =>
    guardHost("roster.example.org", { allowsPrivateHosts: false, signal, resolve: failing(code) });
  await assert.rejects(guard("ENOTFOUND"), { code: "source.host.unknown" });
  await assert.rejects(guard("EAI_AGAIN"), { code: "source.host.unreachable", retry: "later" });
});

test("does not wait for a name server when the run is cancelled", async () => {
  const controller = new AbortController();
  const never = new Promise<readonly ResolvedAddress[]>(() => undefined);
  const guarding = guardHost("roster.example.org", {
    allowsPrivateHosts: false,
    signal: controller.signal,
    resolve: () => never,
  });
  controller.abort(new Error("cancelled"));
  await assert.rejects(guarding, /cancelled/);
});
