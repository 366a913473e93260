const kinds: ReadonlyMap<string, string> = new Map([
  ["xlsx", "an Excel workbook"],
  ["xls", "an Excel workbook"],
  ["opendocument", "an OpenDocument file"],
  ["docx", "a Word document"],
  ["pptx", "a presentation"],
  ["office", "an Office document"],
  ["pdf", "a PDF document"],
  ["html", "a web page"],
  ["xml", "XML"],
  ["json", "JSON"],
  ["png", "a picture"],
  ["jpeg", "a picture"],
  ["sqlite", "a database"],
  ["zip", "a ZIP"],
]);

/** What a file that should be CSV is instead, for a sentence: `xlsx` → `an Excel workbook`. */
export function fileKindWord(kind: string): string {
  return kinds.get(kind) ?? `an archive or document of the kind ${kind}`;
}
