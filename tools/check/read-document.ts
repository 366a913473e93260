import { lineAt } from "./source-file.ts";

/** A piece of a document that is set as code or as a link. */
export interface DocumentSpan {
  readonly kind: "code" | "link" | "fence-line";
  readonly text: string;
  readonly line: number;
  /** True when `(planned)` stands right behind it: the document says that it is not there yet. */
  readonly isPlanned: boolean;
}

const fencePattern = /^ {0,3}(```+|~~~+)[^\n]*\n([\s\S]*?)^ {0,3}\1[ \t]*$/gm;
const commentPattern = /<!--[\s\S]*?-->/g;

/** Reads the code spans, the link targets and the lines inside fences of a Markdown text. */
export function readDocument(text: string): readonly DocumentSpan[] {
  const spans: DocumentSpan[] = [];
  for (const match of text.matchAll(fencePattern)) {
    const first = lineAt(text, match.index) + 1;
    (match[2] ?? "").split("\n").forEach((line, index) => {
      spans.push({ kind: "fence-line", text: line.trim(), line: first + index, isPlanned: false });
    });
  }
  const prose = text.replace(fencePattern, blank);
  for (const match of prose.matchAll(/(?<!`)`([^`\n]+)`(?!`)(\s*\(planned\))?/g)) {
    const line = lineAt(text, match.index);
    spans.push({ kind: "code", text: match[1] ?? "", line, isPlanned: match[2] !== undefined });
  }
  for (const match of prose.replace(/`[^`\n]*`/g, blank).matchAll(/\]\(([^)\s]+)\)(\s*\(planned\))?/g)) {
    const line = lineAt(text, match.index);
    spans.push({ kind: "link", text: match[1] ?? "", line, isPlanned: match[2] !== undefined });
  }
  return spans;
}

/** The prose alone: fences, code spans and comments are blank, lines stay where they are. */
export function withoutCode(text: string): string {
  return text
    .replace(fencePattern, blank)
    .replace(/`[^`\n]*`/g, blank)
    .replace(commentPattern, blank);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
