import ssh2 from "ssh2";
import { Fault } from "../../fault.ts";
import { invalidAddress } from "../network/guard-host.ts";
import type { SourceField, SourceValues } from "../source.ts";
import { readableKey } from "./make-key-pair.ts";

/** Where a district's files are, and as whom we come. */
export interface SftpSettings {
  readonly host: string;
  readonly port: number;
  /** "." where none was given: the folder in which the account begins. */
  readonly path: string;
  readonly login: string;
  readonly password: string | undefined;
  readonly privateKey: { readonly key: string; readonly passphrase: string | undefined } | undefined;
  /** Fingerprints; more than one while a server changes its key. */
  readonly hostKeys: readonly string[];
  readonly quietMs: number;
  readonly after: "leave" | "archive";
}

/** What a district tells about its SFTP site, in the order in which it is asked. */
export const sftpFields: readonly SourceField[] = [
  { key: "host", label: "Host", help: "The name of the SFTP server: sftp.example.org", type: "text" },
  {
    key: "port",
    label: "Port",
    help: "22 unless the server's administrator says otherwise.",
    type: "number",
    fallback: "22",
  },
  {
    ...{ key: "path", label: "Path", type: "text", fallback: "" },
    help: "The folder with the files, or the folder above dated ones. Empty: where the account begins.",
  },
  { key: "login", label: "Login", help: "The account at the server.", type: "text" },
  { key: "password", label: "Password", help: "Empty where a key is used.", type: "secret", fallback: "" },
  {
    ...{ key: "private-key", label: "Private key", type: "secret", fallback: "" },
    help: "In OpenSSH's form or PEM. Its public half is in the account's authorized_keys.",
  },
  {
    key: "passphrase",
    label: "Passphrase",
    help: "Of the private key, if it has one.",
    type: "secret",
    fallback: "",
  },
  {
    ...{ key: "host-key", label: "Host key", type: "list", fallback: "" },
    entry: {
      pattern: /(?<![A-Za-z0-9+/:])(?:SHA256:)?[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/,
      expected: "the line that ssh-keygen -l prints, or SHA256:… out of it",
    },
    help: "The server's fingerprint, SHA256:…, as its administrator tells it. Nothing is sent to a server with another.",
  },
  {
    ...{ key: "quiet-seconds", label: "Quiet for", type: "number", fallback: "60" },
    help: "How many seconds the files must stay the same before they are read; at least 60.",
  },
  {
    ...{
      key: "after",
      label: "After a sync",
      type: "choice",
      choices: ["leave", "archive"],
      fallback: "leave",
    },
    help: "leave: the files stay. archive: they are moved into the folder muster-archive beside them.",
  },
];

/** The shortest time between two looks by which a file is called quiet (reliability A01). */
const leastQuietMs = 60_000;

/** @throws Fault `source.field.missing`, `source.address.invalid`, `source.key.unreadable` */
export function sftpSettings(values: SourceValues): SftpSettings {
  const text = (key: string): string => values[key] ?? "";
  const port = Number(text("port") || "22");
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw invalidAddress("port");
  const password = text("password") === "" ? undefined : text("password");
  const privateKey = keyOf(text("private-key"), text("passphrase"));
  if (password === undefined && privateKey === undefined)
    throw new Fault("source.field.missing", "never", "A password or a private key is needed.", {
      ...{ field: "password", label: "Password or private key", kind: "sftp" },
      flag: "password-file FILE or --private-key-file FILE",
    });
  return {
    ...{ host: text("host"), port, login: text("login"), password, privateKey },
    path:
      text("path")
        .trim()
        .replace(/(?<=.)\/+$/, "") || ".",
    hostKeys: text("host-key")
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== ""),
    quietMs: Math.max(leastQuietMs, Number(text("quiet-seconds") || "60") * 1000),
    after: text("after") === "archive" ? "archive" : "leave",
  };
}

function keyOf(given: string, passphrase: string): SftpSettings["privateKey"] {
  if (given.trim() === "") return undefined;
  const key = readableKey(given, passphrase);
  const parsed = ssh2.utils.parseKey(key, passphrase === "" ? undefined : passphrase);
  // @NOTE the library's error is not kept as a cause: nobody promises that it quotes nothing of the key.
  if (parsed instanceof Error || (Array.isArray(parsed) ? parsed[0] : parsed)?.isPrivateKey() !== true)
    throw new Fault("source.key.unreadable", "never", "The private key cannot be read.", {
      hasPassphrase: passphrase !== "",
    });
  return { key, passphrase: passphrase === "" ? undefined : passphrase };
}
