import { type FindingCode, severityOf } from "@muster/rules/check/finding.ts";
import { type GateCode, gateCodes } from "@muster/rules/gate/gate-codes.ts";
import { faultMessage, findingMessage, gateMessage, type Message } from "@muster/rules/report/message.ts";
import { faultWords, findingWords, gateWords } from "@muster/rules/report/wording/all-words.ts";
import { ownerWords } from "@muster/rules/report/wording/owner-words.ts";
import { sampleFinding, sampleGate } from "@muster/rules/report/wording/sample.ts";

/** What a code is about, in a line under its name, and the message of a typical case. */
interface CodePage {
  readonly code: string;
  readonly kind: string;
  readonly message: Message;
}

const severities = {
  blocking: "A finding that stops everything: nothing of these files is used.",
  error: "An error: the row or file is left out, and what it fed before stays as it is.",
  warning: "A warning: something is left out or mended, and the rest is used.",
  info: "A note: nothing changes because of it.",
} as const;
const scopes = {
  plan: "A gate that holds the whole plan until a person decides.",
  slice: "A gate that holds one kind of change in one school until a person decides.",
} as const;
const fault = "A fault: the run ends, because something outside of the files failed.";

/** File names under docs/codes with their texts: one page for each code, and README.md that lists them. */
export function codePages(codes: readonly string[]): readonly (readonly [string, string])[] {
  const known = [...new Set(codes)].sort().map(codePage);
  return [
    ["README.md", listPage(known)],
    ...known.map((page) => [`${page.code}.md`, pageText(page)] as const),
  ];
}

function codePage(code: string): CodePage {
  if (isFinding(code))
    return { code, kind: severities[severityOf(code)], message: findingMessage(sampleFinding(code)) };
  if (isGate(code)) {
    const message = gateMessage(sampleGate(code), { schoolName: () => "Lincoln" });
    return { code, kind: scopes[gateCodes[code]], message };
  }
  return { code, kind: fault, message: faultMessage({ code, facts: faultWords[code]?.sample ?? {} }) };
}

/** Whether anything can be said of a code. */
export function hasWords(code: string): boolean {
  return isFinding(code) || isGate(code) || Object.hasOwn(faultWords, code);
}

function isFinding(code: string): code is FindingCode {
  return Object.hasOwn(findingWords, code);
}

function isGate(code: string): code is GateCode {
  return Object.hasOwn(gateWords, code);
}

function pageText({ code, kind, message }: CodePage): string {
  const parts: readonly (readonly [string, string])[] = [
    ["What it means", `For example: ${message.what}.`],
    ["What Muster does", message.did],
    ["Likely cause", message.cause],
    ["What to do", message.fix],
    ["Who can do it", `${capital(ownerWords[message.owner])}.`],
    ...(message.vendorText === undefined ? [] : [["To send them", `> ${message.vendorText}`] as const]),
  ];
  const chapters = parts.map(([title, text]) => `## ${title}\n\n${text}\n`).join("\n");
  return `# ${code}\n\n${kind}\n\n${chapters}\nWritten by \`npm run codes\`; the words stand in \`packages/rules/src/report/wording\`.\n`;
}

function listPage(pages: readonly CodePage[]): string {
  const kinds = [...Object.values(severities), ...Object.values(scopes), fault];
  const lists = kinds.map((kind) => {
    const lines = pages
      .filter((page) => page.kind === kind)
      .map(({ code, message }) => `- [${code}](${code}.md): ${message.what}`);
    return `## ${kind}\n\n${lines.join("\n")}\n`;
  });
  return `# Codes\n\nEvery finding, hold and fault has a code that never changes. Each has a page that says what it means, what Muster does, and what to do. The examples are made up.\n\n${lists.join("\n")}\nWritten by \`npm run codes\`.\n`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
