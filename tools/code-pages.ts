import { codeKinds, type ToldCode, toldCode } from "@muster/rules/report/told-code.ts";
import { ownerWords } from "@muster/rules/report/wording/owner-words.ts";

/** File names under docs/codes with their texts: one page for each code, and README.md that lists them. */
export function codePages(codes: readonly string[]): readonly (readonly [string, string])[] {
  const known = [...new Set(codes)].sort().flatMap((code) => toldCode(code) ?? []);
  return [
    ["README.md", listPage(known)],
    ...known.map((page) => [`${page.code}.md`, pageText(page)] as const),
  ];
}

/** Whether anything can be said of a code. */
export function hasWords(code: string): boolean {
  return toldCode(code) !== undefined;
}

function pageText({ code, says, message }: ToldCode): string {
  const parts: readonly (readonly [string, string])[] = [
    ["What it means", `For example: ${message.what}.`],
    ["What Muster does", message.did],
    ["Likely cause", message.cause],
    ["What to do", message.fix],
    ["Who can do it", `${capital(ownerWords[message.owner])}.`],
    ...(message.vendorText === undefined ? [] : [["To send them", `> ${message.vendorText}`] as const]),
  ];
  const chapters = parts.map(([title, text]) => `## ${title}\n\n${text}\n`).join("\n");
  return `# ${code}\n\n${says}\n\n${chapters}\nWritten by \`npm run codes\`; the words stand in \`packages/rules/src/report/wording\`.\n`;
}

function listPage(pages: readonly ToldCode[]): string {
  const lists = codeKinds.map((kind) => {
    const lines = pages
      .filter((page) => page.says === kind)
      .map(({ code, message }) => `- [${code}](${code}.md): ${message.what}`);
    return `## ${kind}\n\n${lines.join("\n")}\n`;
  });
  return `# Codes\n\nEvery finding, hold and fault has a code that never changes. Each has a page that says what it means, what Muster does, and what to do. The examples are made up.\n\n${lists.join("\n")}\nWritten by \`npm run codes\`.\n`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
