import type { Words } from "./words.ts";

const waits = "The notice waits and is tried again for three days. The sync itself is not touched by it.";
const givenUp = "This notice is not tried again at this address. The sync itself is not touched by it.";
const nothingSaved = "Nothing was saved.";

/** What is said where people cannot be told: the mail server, a webhook, an address. Keyed by the code of the fault. */
export const noticeFaultWords: Readonly<Record<string, Words>> = {
  "mail.server.unset": {
    what: () => "This Muster has no mail server, so nobody can be told by mail",
    did: waits,
    cause: "MUSTER_SMTP_URL or MUSTER_MAIL_FROM is not set where Muster was started.",
    fix: "Set both and start Muster again, for example MUSTER_SMTP_URL=smtp://user:password@mail.example.org:587",
    owner: "operator",
    sample: {},
  },
  "mail.settings.invalid": {
    what: () => "The settings of the mail server cannot be used",
    did: waits,
    cause:
      "MUSTER_SMTP_URL or MUSTER_MAIL_FROM is mistyped. It is not repeated here: it may hold a password.",
    fix: "Write them as smtp://user:password@mail.example.org:587 and Muster <muster@oak.example.org>.",
    owner: "operator",
    sample: {},
  },
  "mail.server.unreachable": {
    what: () => "The mail server cannot be reached",
    did: waits,
    cause: "It is not running, its address in MUSTER_SMTP_URL is wrong, or the network does not lead there.",
    fix: "Check the address and the server, then try it: npx muster notice test",
    owner: "operator",
    sample: { status: 0 },
  },
  "mail.server.busy": {
    what: () => "The mail server asks Muster to come back later",
    did: waits,
    cause: (t) =>
      `It answers with status ${t.label("status")}. Many servers do so the first time somebody new writes.`,
    fix: "Wait. If it stays so, ask whoever runs the mail server.",
    owner: "operator",
    sample: { status: 450 },
  },
  "mail.answer.lost": {
    what: () => "The mail server took a notice and did not say whether it keeps it",
    did: "If the connection ended, the notice is sent again under the same number. If Muster itself ended, it is not.",
    cause: "The connection or the process ended between the message and the answer.",
    fix: "Nothing. Whoever got no notice gets the reminder.",
    owner: "operator",
    sample: { status: 0 },
  },
  "mail.sign-in.refused": {
    what: () => "The mail server does not let Muster sign in",
    did: waits,
    cause: "The user or the password in MUSTER_SMTP_URL is wrong, or the account may not send from outside.",
    fix: "Correct MUSTER_SMTP_URL and start Muster again. Signs such as @ or / in a password are written as %40 or %2F.",
    owner: "operator",
    sample: { status: 535 },
  },
  "mail.tls.refused": {
    what: () => "The mail server offers no encryption that can be trusted",
    did: `The password was not sent. ${waits}`,
    cause: "It does not offer STARTTLS, or its certificate has run out or belongs to another name.",
    fix: "Ask whoever runs it for the right name and port, or use smtps:// in MUSTER_SMTP_URL.",
    owner: "operator",
    sample: { status: 0 },
  },
  "mail.sender.refused": {
    what: () => "The mail server does not send in the name of Muster",
    did: waits,
    cause: (t) =>
      `It answers with status ${t.label("status")}: most likely the address in MUSTER_MAIL_FROM is not one it knows.`,
    fix: "Set MUSTER_MAIL_FROM to an address that this server sends for, and start Muster again.",
    owner: "operator",
    sample: { status: 553 },
  },
  "mail.address.refused": {
    what: () => "A mail address of somebody who is to be told does not exist",
    did: givenUp,
    cause: (t) =>
      `The mail server answers with status ${t.label("status")}: the account was closed, or the address is mistyped.`,
    fix: "See which it is with npx muster notice list, remove it and add another.",
    owner: "district",
    sample: { status: 550 },
  },
  "mail.message.refused": {
    what: () => "The mail server refuses the text of a notice",
    did: givenUp,
    cause: (t) =>
      `It answers with status ${t.label("status")}: most likely a filter takes it for advertising.`,
    fix: "Ask whoever runs the mail server to let mails from MUSTER_MAIL_FROM through.",
    owner: "operator",
    sample: { status: 554 },
  },
  "webhook.address.refused": {
    what: () => "A webhook leads where Muster does not send to",
    did: waits,
    cause: (t) =>
      t.fact("reason") === "not-https"
        ? "Its address is not https, so anybody on the way could read it."
        : "Its name stands for an address inside a private network.",
    fix: "Use a public https address. Whoever runs Muster can allow private ones with MUSTER_ALLOW_PRIVATE_HOSTS=1.",
    owner: "district",
    sample: { reason: "private" },
  },
  "webhook.receiver.unreachable": {
    what: () => "The receiver of a webhook does not answer",
    did: waits,
    cause: (t) =>
      `${t.quoted("host", 60)} is not running, its certificate is refused, or it took over 30 seconds.`,
    fix: "Check the receiver, then try it: npx muster notice test",
    owner: "district",
    sample: { host: "hooks.example.org" },
  },
  "webhook.answer.refused": {
    what: () => "The receiver of a webhook does not take the notice",
    did: waits,
    cause: (t) =>
      `${t.quoted("host", 60)} answers with status ${t.label("status")} where 200 to 299 is expected.`,
    fix: "Look at the receiver's own log; the number of the notice is in the header muster-notice.",
    owner: "district",
    sample: { host: "hooks.example.org", status: 500 },
  },
  "webhook.redirect.refused": {
    what: () => "The receiver of a webhook sends Muster elsewhere, where it does not go",
    did: waits,
    cause: (t) => `${t.quoted("host", 60)} answers with status ${t.label("status")}.`,
    fix: "Remove the webhook and add the address that it leads to.",
    owner: "district",
    sample: { host: "hooks.example.org", status: 302 },
  },
  "webhook.receiver.gone": {
    what: () => "The receiver of a webhook says that it is gone for good",
    did: givenUp,
    cause: (t) => `${t.quoted("host", 60)} answers with status 410.`,
    fix: "Remove the webhook: npx muster notice list shows its number.",
    owner: "district",
    sample: { host: "hooks.example.org", status: 410 },
  },
  "notice.address.invalid": {
    what: (t) =>
      t.fact("kind") === "mail" ? "This is not one mail address" : "This address cannot be a webhook",
    did: nothingSaved,
    cause: (t) =>
      t.fact("reason") === "credentials"
        ? "It holds a user or a password; what is sent is signed instead."
        : t.fact("reason") === "https"
          ? "It does not begin with https://, so anybody on the way could read it."
          : "It is mistyped, or there are several.",
    fix: "Give one address: npx muster notice add mail kim@oak.example.org",
    owner: "operator",
    sample: { kind: "webhook", reason: "https" },
  },
  "notice.address.taken": {
    what: (t) => `This address is told already: it is number ${t.label("recipient")}`,
    did: nothingSaved,
    cause: "It was added before, perhaps with other capitals.",
    fix: "Remove the other one first if it is to get other notices: npx muster notice remove",
    owner: "operator",
    sample: { recipient: 2 },
  },
  "notice.recipient.unknown": {
    what: (t) => `Nobody with the number ${t.label("recipient")} is told in this district`,
    did: nothingSaved,
    cause: "It was removed, or the number is mistyped.",
    fix: "See who is told: npx muster notice list",
    owner: "operator",
    sample: { recipient: 4 },
  },
};
