import type { Told } from "./told.ts";
import { nothingChanged, triedAgain, type Words } from "./words.ts";

const notSent = "Neither login nor password was sent. Nothing was changed.";
const byItself = `${triedAgain} If it stays so, ask whoever runs the server.`;

/** How a fingerprint that was compared is kept: of a source that is saved, or of one that is being tried out. */
function confirm(t: Told): string {
  const flag = `--host-key ${t.fact("fingerprint")}`;
  const source = t.fact("source");
  return source === "" ? `type ${flag} along` : `npx muster source set ${source} ${flag}`;
}

/** What is said where an SFTP server does not give what it should. Keyed by the code of the fault. */
export const sftpFaultWords: Readonly<Record<string, Words>> = {
  "source.hostkey.unknown": {
    what: (t) => `Nobody has confirmed yet that ${t.quoted("host", 30)} is the right server`,
    did: notSent,
    cause: (t) => `It shows the key ${t.fact("fingerprint")} (${t.fact("keyType")}).`,
    fix: (t) => `Ask the server's administrator for its fingerprint. If it is this one: ${confirm(t)}`,
    owner: "operator",
    sample: {
      host: "sftp.example.org",
      fingerprint: "SHA256:5tX1AgXv1nTj3fT5m1hBqB0oKqkQ0Zb3l6cYQm0vW8E",
      keyType: "ssh-ed25519",
      source: 2,
    },
  },
  "source.hostkey.changed": {
    what: (t) => `${t.quoted("host", 40)} shows another key than before`,
    did: notSent,
    cause: (t) =>
      `Confirmed was ${t.fact("pinned")}, now it shows ${t.fact("fingerprint")}. The server was replaced, or somebody stands in between.`,
    fix: (t) =>
      `Ask the server's administrator for the new fingerprint. Only if it is this one: ${confirm(t)}`,
    owner: "operator",
    sample: {
      host: "sftp.example.org",
      fingerprint: "SHA256:5tX1AgXv1nTj3fT5m1hBqB0oKqkQ0Zb3l6cYQm0vW8E",
      keyType: "ssh-ed25519",
      pinned: "SHA256:Rk2Yq7bNwq0a3TzF1xUo9sLd8vJ5cHe6iMpG4hXnBtA",
      source: 2,
    },
  },
  "source.encryption.weak": {
    what: (t) => `${t.quoted("host", 30)} offers only encryption that is no longer safe`,
    did: notSent,
    cause: "The server's software is old, or does not speak SSH.",
    fix: "Ask the server's administrator to update it. Check the port too: SFTP is not FTPS.",
    owner: "operator",
    sample: { host: "sftp.example.org" },
  },
  "source.key.unreadable": {
    what: () => "The private key of the source cannot be read",
    did: nothingChanged,
    cause: (t) =>
      t.fact("hasPassphrase") === "true"
        ? "The passphrase is not the key's, or the key was not copied as a whole."
        : "It was not copied as a whole, is a public key, or needs a passphrase.",
    fix: "Give the whole file, from its first line to its last: --private-key-file FILE. For a file of another form: ssh-keygen -p -f FILE. Or let Muster make a pair: npx muster source key",
    owner: "operator",
    sample: { hasPassphrase: false },
  },
  "source.key.kept": {
    what: (t) => `Source ${t.label("source")} has a key pair already`,
    did: "The pair that is there stays. Nothing was changed.",
    cause: (t) =>
      t.fact("isWaiting") === "true"
        ? "It waits until its public half is in place at the site."
        : "Another one in its place would lock Muster out until the site knows it.",
    fix: (t) =>
      t.fact("isWaiting") === "true"
        ? `Once it is in place: npx muster source rotate ${t.fact("source")}. For another one: npx muster source rotate ${t.fact("source")} --anew`
        : `For another one: npx muster source rotate ${t.fact("source")}. The old one stays in use until the new one has opened the site.`,
    owner: "operator",
    sample: { source: 2, isWaiting: false },
  },
  "source.folder.missing": {
    what: (t) => `There is no folder ${t.quoted("path", 40)} at the server`,
    did: nothingChanged,
    cause: (t) => `The sign-in to ${t.fact("host")} as ${t.fact("login")} works, but the path leads nowhere.`,
    fix: "Correct the field Path. An empty one means the folder in which the account begins.",
    owner: "operator",
    sample: { host: "sftp.example.org", login: "roster", path: "/out" },
  },
  "source.folder.refused": {
    what: (t) => `The folder ${t.quoted("path", 40)} may not be listed`,
    did: nothingChanged,
    cause: (t) =>
      `The sign-in to ${t.fact("host")} as ${t.fact("login")} works, but the server says: permission denied.`,
    fix: (t) => `Ask the server's administrator to let ${t.fact("login")} list and read this folder.`,
    owner: "operator",
    sample: { host: "sftp.example.org", login: "roster", path: "/out" },
  },
  "source.listing.failed": {
    what: (t) => `${t.quoted("host", 40)} failed while it listed the files`,
    did: "Muster used nothing of the list. Nothing was changed.",
    cause: (t) => `It answers with status ${t.label("status")} for ${t.fact("path")}.`,
    fix: byItself,
    owner: "operator",
    sample: { host: "sftp.example.org", login: "roster", path: "/out", status: 4 },
  },
  "source.files.none": {
    what: (t) => `There are no roster files at ${t.quoted("path", 40)}`,
    did: nothingChanged,
    cause: (t) => `Muster saw ${t.fact("listed")} names there, and none of them is a roster's file or a ZIP.`,
    fix: "Look whether the export has run, and whether the field Path is right.",
    owner: "district",
    sample: { host: "sftp.example.org", path: "/out", listed: 3 },
  },
  "source.file.vanished": {
    what: (t) => `${t.quoted("path", 50)} was taken away before it was read`,
    did: nothingChanged,
    cause: "Another program moves the files, or a new export was just beginning.",
    fix: "Muster comes back after a while. Let the files lie until they have been fetched.",
    owner: "district",
    sample: { host: "sftp.example.org", login: "roster", path: "/out/users.csv" },
  },
  "source.file.refused": {
    what: (t) => `${t.quoted("path", 50)} may not be read`,
    did: nothingChanged,
    cause: (t) => `The server lists the file, but does not give it to ${t.fact("login")}: permission denied.`,
    fix: "Ask the server's administrator for the right to read it; to archive, also to move it.",
    owner: "operator",
    sample: { host: "sftp.example.org", login: "roster", path: "/out/users.csv" },
  },
  "source.file.failed": {
    what: (t) => `The server failed while it sent ${t.quoted("path", 50)}`,
    did: nothingChanged,
    cause: (t) => `It answers with status ${t.label("status")}; it is ${t.fact("host")}.`,
    fix: byItself,
    owner: "operator",
    sample: { host: "sftp.example.org", login: "roster", path: "/out/users.csv", status: 4 },
  },
};
