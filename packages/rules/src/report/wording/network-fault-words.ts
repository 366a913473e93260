import { formatBytes } from "../number-words.ts";
import type { Told } from "./told.ts";
import { nothingChanged, triedAgain, type Words } from "./words.ts";

const byItself = `${triedAgain} If it stays so, ask whoever runs the server.`;

/** Why an encrypted connection was refused, for whoever must renew or repair a certificate (I11). */
function whyRefused(t: Told): string {
  const reason = t.fact("reason");
  if (reason === "not-https")
    return "The address begins with http, and a roster is fetched over https alone.";
  const until = t.fact("validTo").slice(0, 10);
  const from = t.fact("validFrom").slice(0, 10);
  if (reason === "cert-has-expired") return `The server's certificate ran out on ${until}.`;
  if (reason === "cert-not-yet-valid") return `The server's certificate is valid only from ${from}.`;
  if (reason === "err-tls-cert-altname-invalid")
    return "The server's certificate is made out for another name.";
  if (/self-signed|unable-to|invalid-ca/.test(reason))
    return "The server's certificate is not signed by an authority that is known here.";
  return `The encryption cannot be set up; the system says ${reason}.`;
}

function whyUnreadable(t: Told): string {
  const reason = t.fact("reason");
  if (reason === "html") return "It sent a web page in place of data, most likely an error page.";
  if (reason === "truncated") return "The answer breaks off in the middle.";
  if (reason === "empty") return "The answer is empty.";
  if (reason === "encoding" || reason === "packing")
    return "The answer is packed in a way that cannot be undone.";
  return "The answer has not the form that was agreed on.";
}

const notAgain = "Muster does not try again, so that no account is locked.";

/** A secret that is right is refused as well where the server wants to be signed in to in another way. */
function otherWay(t: Told): string {
  const by = t.fact("signIn");
  if (by === "") return "";
  const [ours, other] =
    by === "oauth2" ? ["OAuth 2", "--sign-in oauth1-sha256"] : ["OAuth 1.0a", "--sign-in oauth2"];
  return `Muster signed in by ${ours}; if the server wants another way, name it: ${other}. `;
}

/** What is said where a server that holds a roster cannot be reached or does not answer as it should. */
export const networkFaultWords: Readonly<Record<string, Words>> = {
  "source.address.invalid": {
    what: () => "The address of the source cannot be used as it is written",
    did: nothingChanged,
    cause: (t) =>
      t.fact("part") === "credentials"
        ? "It holds a name or a password; these have fields of their own."
        : "It is not the name or address of a server.",
    fix: (t) =>
      t.fact("part") === "credentials"
        ? "Write the address without them. If the password may have been seen, have it changed."
        : "Correct the address in the settings of the source.",
    owner: "operator",
    sample: { part: "host" },
  },
  "source.host.unknown": {
    what: (t) => `There is no server called ${t.quoted("host", 50)}`,
    did: nothingChanged,
    cause: "The name is mistyped, or the server has moved.",
    fix: "Check the host in the settings of the source.",
    owner: "operator",
    sample: { host: "sftp.example.org" },
  },
  "source.host.private": {
    what: (t) => `${t.quoted("host", 40)} lies inside a private network`,
    did: "Nothing was sent there, and nothing was changed.",
    cause: "Muster fetches rosters from servers on the public internet alone.",
    fix: "Give the server's public name. Only whoever runs this Muster can allow private networks: MUSTER_ALLOW_PRIVATE_HOSTS=1.",
    owner: "operator",
    sample: { host: "10.20.0.4" },
  },
  "source.host.unreachable": {
    what: (t) => `${t.quoted("host", 50)} cannot be reached`,
    did: nothingChanged,
    cause: "The server is switched off, the port is wrong, or a firewall does not let us in.",
    fix: byItself,
    owner: "operator",
    sample: { host: "sftp.example.org" },
  },
  "source.tls.refused": {
    what: (t) => `The connection to ${t.quoted("host", 50)} is not safe`,
    did: "Nothing was sent there, and nothing was changed.",
    cause: whyRefused,
    fix: (t) =>
      t.fact("reason") === "not-https"
        ? "Write the address with https. If the server has none, ask whoever runs it to set it up."
        : "Ask whoever runs the server to put a valid certificate in its place.",
    owner: "operator",
    sample: {
      host: "roster.example.org",
      reason: "cert-has-expired",
      validFrom: "2025-08-01T00:00:00.000Z",
      validTo: "2026-08-01T00:00:00.000Z",
    },
  },
  "source.redirect.refused": {
    what: (t) => `${t.quoted("host", 50)} sends us on to another address`,
    did: "Nothing was sent to the other address, and nothing was changed.",
    cause: (t) => `It names ${t.quoted("target", 80)}. What is meant for one server is not told to another.`,
    fix: "If the server has moved, put its new address into the settings of the source.",
    owner: "operator",
    sample: { host: "roster.example.org", target: "login.example.org", status: 302 },
  },
  "source.answer.large": {
    what: (t) => `${t.quoted("host", 40)} sends more than Muster takes`,
    did: "Muster stopped reading. Nothing was changed.",
    cause: (t) =>
      `Muster takes up to ${formatBytes(t.amount("limit"))} of ${t.fact("of") || "one answer"}, which is more than any roster needs.`,
    fix: "Look at what lies there, or ask whoever runs the server why it sends so much.",
    owner: "operator",
    sample: { host: "roster.example.org", of: "enrollments", limit: 8_589_934_592 },
  },
  "source.answer.unreadable": {
    what: (t) => `${t.quoted("host", 40)} gave an answer that cannot be read`,
    did: nothingChanged,
    cause: whyUnreadable,
    fix: byItself,
    owner: "operator",
    sample: {
      host: "roster.example.org",
      reason: "html",
      status: 200,
      contentType: "text/html",
      characters: 812,
    },
  },
  "source.server.failed": {
    what: (t) => `${t.quoted("host", 50)} has a fault of its own`,
    did: nothingChanged,
    cause: (t) => `It answers with status ${t.label("status")}, also after several attempts.`,
    fix: byItself,
    owner: "operator",
    sample: { host: "roster.example.org", status: 502 },
  },
  "source.server.busy": {
    what: (t) => `${t.quoted("host", 50)} is too busy to answer`,
    did: nothingChanged,
    cause: (t) => `It answers with status ${t.label("status")}: too many requests, or maintenance.`,
    fix: triedAgain,
    owner: "operator",
    sample: { host: "roster.example.org", status: 429 },
  },
  "source.request.refused": {
    what: (t) => `${t.quoted("host", 40)} does not understand what it is asked`,
    did: nothingChanged,
    cause: (t) =>
      `It answers with status ${t.label("status")}. Its way of speaking differs from the standard's.`,
    fix: "Check the address and the version in the settings of the source.",
    owner: "operator",
    sample: { host: "roster.example.org", status: 400 },
  },
  "source.sign-in.refused": {
    what: (t) => `${t.quoted("host", 40)} refused the sign-in`,
    did: nothingChanged,
    cause: "The login, password, key or token is wrong, has expired, or was taken back.",
    fix: (t) => `Correct it in the settings of the source. ${otherWay(t)}${notAgain}`,
    owner: "operator",
    sample: { host: "roster.example.org", status: 401, signIn: "oauth2" },
  },
  "source.access.refused": {
    what: (t) => `${t.quoted("host", 40)} does not give us what we ask for`,
    did: nothingChanged,
    cause: "The sign-in works, but what is asked for is not shared with us, or is not there.",
    fix: "Ask the district to share it, then start again.",
    owner: "district",
    sample: { host: "roster.example.org" },
  },
  "source.transfer.timeout": {
    what: (t) => `${t.quoted("host", 40)} takes too long`,
    did: nothingChanged,
    cause: (t) =>
      t.fact("reason") === "slow"
        ? `What it sends has not arrived within ${t.fact("seconds")} seconds.`
        : `Nothing has arrived for ${t.fact("seconds")} seconds.`,
    fix: byItself,
    owner: "operator",
    sample: { host: "roster.example.org", of: null, seconds: 60, reason: "silent" },
  },
  "source.transfer.cut": {
    what: (t) => `${t.quoted("host", 40)} ended the connection in the middle`,
    did: nothingChanged,
    cause: "The server was restarted, or the network between us failed.",
    fix: byItself,
    owner: "operator",
    sample: { host: "roster.example.org" },
  },
};
