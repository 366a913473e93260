import assert from "node:assert/strict";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { guardedFetch } from "./guarded-fetch.ts";
import { type TestCertificate, testCertificate } from "./test-certificate.ts";
import { testConnection } from "./test-connection.ts";

const name = "roster.example.org";
const day = 86_400_000;
const daysFromNow = (days: number): Date => new Date(Math.floor(Date.now() / 1000) * 1000 + days * day);

/** A stand-in with a certificate that this process trusts, or not. */
async function standIn(t: TestContext, certificate: TestCertificate, isTrusted: boolean): Promise<number> {
  const before = getCACertificates("default");
  if (isTrusted) setDefaultCACertificates([...before, certificate.cert]);
  const server = createServer(certificate, ({ headers }, answer) => void answer.end(headers.host));
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  t.after(() => {
    setDefaultCACertificates(before);
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function ask(t: TestContext, url: string): Promise<string> {
  const fetch = guardedFetch(testConnection(), async () => [{ address: "127.0.0.1", family: 4 }]);
  t.after(() => fetch.close());
  return fetch.request({ url }).then((answer) => answer.text());
}

test("holds the certificate against the name, at the address that was checked", async (t) => {
  const port = await standIn(t, testCertificate(name, daysFromNow(-1), daysFromNow(1)), true);
  assert.equal(await ask(t, `https://${name}:${port}/users`), `${name}:${port}`);
  assert.equal(await ask(t, `https://127.0.0.1:${port}/users`), `127.0.0.1:${port}`);
  await assert.rejects(ask(t, `https://other.example.org:${port}/users`), (error: unknown) => {
    const { code, retry, facts } = error as { code: string; retry: string; facts: Record<string, unknown> };
    assert.deepEqual([code, retry], ["source.tls.refused", "never"]);
    assert.deepEqual([facts.host, facts.reason], ["other.example.org", "err-tls-cert-altname-invalid"]);
    return true;
  });
});

test("names host and date of a certificate that has run out, or is not valid yet (I11)", async (t) => {
  const old = [daysFromNow(-30), daysFromNow(-2), "cert-has-expired"] as const;
  const early = [daysFromNow(2), daysFromNow(30), "cert-not-yet-valid"] as const;
  for (const [from, to, reason] of [old, early]) {
    const port = await standIn(t, testCertificate(name, from, to), true);
    const facts = { host: name, reason, validFrom: from.toISOString(), validTo: to.toISOString() };
    await assert.rejects(ask(t, `https://${name}:${port}/`), {
      ...{ code: "source.tls.refused", retry: "never", facts },
    });
  }
});

test("trusts no certificate that nobody known has signed", async (t) => {
  const port = await standIn(t, testCertificate(name, daysFromNow(-1), daysFromNow(1)), false);
  await assert.rejects(ask(t, `https://${name}:${port}/`), (error: unknown) => {
    const { code, facts } = error as { code: string; facts: Record<string, unknown> };
    assert.deepEqual([code, facts.reason], ["source.tls.refused", "depth-zero-self-signed-cert"]);
    return true;
  });
});
