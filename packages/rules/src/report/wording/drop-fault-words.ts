import { nothingChanged, type Words } from "./words.ts";

/** What is said of the hosted drop, our own SFTP server. Keyed by the code of the fault. */
export const dropFaultWords: Readonly<Record<string, Words>> = {
  "drop.files.none": {
    what: () => "No file has been uploaded yet",
    did: nothingChanged,
    cause:
      "The export has not run, it uploads to another place, or the files were put away after the last sync and no newer ones came.",
    fix: "See when the export runs and where it uploads to. Once files arrive they are read by themselves.",
    owner: "sender",
    vendor:
      "No roster file has reached our SFTP drop. Please check that the export is scheduled and uploads into the folder in which it lands after signing in.",
    sample: {},
  },
  "drop.room.exceeded": {
    what: () => "An upload was refused: the SFTP drop has no room for it",
    did: "Nothing was changed. The file that lay there before lies there as it was.",
    cause:
      "The files together are larger than the room that was agreed, or there are more of them than it takes.",
    fix: "Take away what is old. If the roster itself has outgrown the room, ask whoever runs this Muster for more.",
    owner: "sender",
    vendor:
      "Our SFTP drop refused an upload because there is no room for it. Please remove old files from it, or tell us how large your export is by now.",
    sample: {},
  },
  "drop.account.taken": {
    what: (t) => `This source has an upload account already: ${t.fact("login")}`,
    did: nothingChanged,
    cause: "A source of uploads has one account, with one password and any number of keys.",
    fix: "Use the account that is there. Give it a new password or another key where that is what is needed.",
    owner: "operator",
    sample: { district: 1, source: 2, login: "drop-k3fpa7xw2m" },
  },
  "drop.account.missing": {
    what: (t) => `Source ${t.label("source")} has no upload account`,
    did: nothingChanged,
    cause: "It is a source of another kind, or its account was never made.",
    fix: "See which kind of source it is: npx muster source list",
    owner: "operator",
    sample: { district: 1, source: 2 },
  },
  "drop.key.private": {
    what: () => "This is a private key, which nobody but its owner may have",
    did: "Nothing was changed, and the key was not kept.",
    cause: "A key pair has two halves in two files. The one that ends in .pub is the public half.",
    fix: "Paste the public half. Because the private half has left its machine, make a new key pair first.",
    owner: "district",
    sample: {},
  },
  "drop.key.unreadable": {
    what: () => "This cannot be read as a public key",
    did: nothingChanged,
    cause: "A part is missing, a line break has crept in, or there is more than one key.",
    fix: "Copy the whole line of the .pub file. It begins with ssh-ed25519, ssh-rsa or ecdsa-sha2 and has no line break.",
    owner: "district",
    sample: {},
  },
  "drop.key.weak": {
    what: (t) => `A key of the type ${t.fact("type")} as short as this one is too weak`,
    did: nothingChanged,
    cause: "Keys of this type or length can be broken. RSA needs 2,048 bits or more.",
    fix: "Make another key pair. Best is Ed25519: ssh-keygen -t ed25519",
    owner: "district",
    sample: { type: "ssh-rsa", bits: 1024 },
  },
  "drop.key.unknown": {
    what: () => "The upload account has no such key",
    did: nothingChanged,
    cause: "It was removed before, or the fingerprint is mistyped.",
    fix: (t) => `Compare the fingerprint with those of the account: ${t.fact("fingerprint")}`,
    owner: "operator",
    sample: { fingerprint: "SHA256:q3Xh0v2" },
  },
  "drop.address.invalid": {
    what: (t) => `${t.quoted("network", 40)} is no address and no network`,
    did: nothingChanged,
    cause: "An address is written as 192.0.2.7 or 2001:db8::7, a network as 192.0.2.0/24.",
    fix: "Ask whoever runs the export from which addresses it connects, and write them this way.",
    owner: "district",
    sample: { network: "192.0.2.0/33" },
  },
  "drop.port.taken": {
    what: (t) => `The SFTP drop cannot start: port ${t.label("port")} is in use`,
    did: nothingChanged,
    cause: "Another program listens there, most often the SSH server of this machine or another Muster.",
    fix: "Choose another port for the drop, or stop the other program.",
    owner: "operator",
    sample: { host: "0.0.0.0", port: 22 },
  },
  "drop.port.unusable": {
    what: (t) => `The SFTP drop cannot start on ${t.fact("host")}, port ${t.label("port")}`,
    did: nothingChanged,
    cause: (t) =>
      `The system answers ${t.fact("code")}: ports below 1,024 need a right of their own, and the address must be one of this machine.`,
    fix: "Choose a port from 1,024 on and an address of this machine.",
    owner: "operator",
    sample: { host: "0.0.0.0", port: 22, code: "EACCES" },
  },
  "keys.drop.damaged": {
    what: () => "The key by which districts know the SFTP drop is damaged",
    did: nothingChanged,
    cause: "The file is not the key that Muster wrote.",
    fix: (t) =>
      `Put ${t.fact("path")} back from a backup. Without it every district meets an unknown server and stops uploading.`,
    owner: "operator",
    sample: { path: "keys/drop-host.key" },
  },
};
