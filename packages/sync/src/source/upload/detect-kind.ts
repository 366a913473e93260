const signatures: readonly { readonly kind: string; readonly at: number; readonly bytes: string }[] = [
  { kind: "zip", at: 0, bytes: "PK\x03\x04" },
  { kind: "zip", at: 0, bytes: "PK\x05\x06" },
  { kind: "zip", at: 0, bytes: "PK\x07\x08" },
  { kind: "gzip", at: 0, bytes: "\x1f\x8b" },
  { kind: "rar", at: 0, bytes: "Rar!\x1a\x07" },
  { kind: "7z", at: 0, bytes: "7z\xbc\xaf\x27\x1c" },
  { kind: "bzip2", at: 0, bytes: "BZh" },
  { kind: "xz", at: 0, bytes: "\xfd7zXZ\x00" },
  { kind: "zstd", at: 0, bytes: "\x28\xb5\x2f\xfd" },
  { kind: "tar", at: 257, bytes: "ustar" },
  { kind: "xls", at: 0, bytes: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" },
  { kind: "pdf", at: 0, bytes: "%PDF-" },
  { kind: "png", at: 0, bytes: "\x89PNG" },
  { kind: "jpeg", at: 0, bytes: "\xff\xd8\xff" },
  { kind: "sqlite", at: 0, bytes: "SQLite format 3\x00" },
];

/** How many bytes of a file are enough to know its kind. */
export const kindBytes = 512;

/**
 * The kind of a file by its first bytes, whatever its name: one of the signatures, `html`, `xml`, or `unknown`,
 * which is what a CSV file is here (B09).
 */
export function detectKind(head: Uint8Array): string {
  const text = Buffer.from(head.subarray(0, kindBytes)).toString("latin1");
  const found = signatures.find(({ at, bytes }) => text.startsWith(bytes, at));
  if (found !== undefined) return found.kind;
  const markup = text.replace(/^(?:\xef\xbb\xbf)?\s*/, "").toLowerCase();
  if (markup.startsWith("<!doctype html") || markup.startsWith("<html")) return "html";
  return markup.startsWith("<?xml") ? "xml" : "unknown";
}

/** The kind of document that a ZIP file is by the paths in it; undefined where it is an archive like any other. */
export function documentKind(paths: ReadonlySet<string>): string | undefined {
  if (paths.has("[Content_Types].xml")) {
    const has = (folder: string): boolean => [...paths].some((path) => path.startsWith(folder));
    return has("xl/") ? "xlsx" : has("word/") ? "docx" : has("ppt/") ? "pptx" : "office";
  }
  return paths.has("mimetype") && paths.has("META-INF/manifest.xml") ? "opendocument" : undefined;
}

/** Names of documents that are ZIP files inside: one of them in an archive is a stray file, not a nested archive. */
export const documentName = /\.(?:xlsx|xlsm|docx|pptx|ods|odt|odp|numbers|pages|key|epub)$/i;
