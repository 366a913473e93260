import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A certificate and its key, as a server of TLS wants them. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * Makes a certificate that is signed by its own key, for a stand-in on loopback. Node makes keys and no certificates,
 * so the few fields of one (RFC 5280) are written here.
 *
 * @param name of the host it is made out for; 127.0.0.1 and 127.0.0.2 besides
 */
export function testCertificate(name: string, from: Date, to: Date): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  // ecdsa-with-SHA256
  const algorithm = sequence(objectId("2a8648ce3d040302"));
  const subject = sequence(node(0x31, sequence(objectId("550403"), node(0x0c, Buffer.from(name)))));
  const hosts = [1, 2].map((host) => node(0x87, Buffer.from([127, 0, 0, host])));
  const others = sequence(node(0x82, Buffer.from(name)), ...hosts);
  const extension = sequence(objectId("551d11"), node(0x04, others));
  const content = sequence(
    node(0xa0, node(0x02, Buffer.from([2]))),
    node(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    subject,
    sequence(utcTime(from), utcTime(to)),
    subject,
    publicKey.export({ type: "spki", format: "der" }),
    node(0xa3, sequence(extension)),
  );
  const signature = node(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", content, privateKey)]));
  const body = sequence(content, algorithm, signature).toString("base64").replace(/.{64}/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  };
}

function node(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return node(0x30, Buffer.concat(parts));
}

function objectId(hex: string): Buffer {
  return node(0x06, Buffer.from(hex, "hex"));
}

function utcTime(at: Date): Buffer {
  return node(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
}
