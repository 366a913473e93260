import { oneLine } from "./one-line.ts";

/** What somebody is told who is let in, or asked for a new link. Only they and their district are named. */
export function wordLinkMail(link: {
  readonly districtName: string;
  readonly by: string;
  readonly url: string;
  readonly isInvitation: boolean;
}): { readonly subject: string; readonly text: string } {
  const name = oneLine(link.districtName);
  const lasts = link.isInvitation ? "three days" : "half an hour";
  return {
    subject: link.isInvitation ? `[${name}] You may sign in to Muster` : `[${name}] Your link to Muster`,
    text: [
      link.isInvitation
        ? `${oneLine(link.by)} lets you sign in to Muster for ${name}.`
        : `${oneLine(link.by)} sends you a link that signs you in to Muster for ${name}.`,
      "",
      `This link signs you in once, within ${lasts}. Set a password then.`,
      "",
      `  ${link.url}`,
      "",
      "Give it to nobody. If you did not expect this mail, tell whoever sent it,",
      "and leave the link alone.",
      "",
    ].join("\n"),
  };
}
