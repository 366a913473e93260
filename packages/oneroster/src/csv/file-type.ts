/** What a file is when it is not text, or undefined: told by its first bytes, whatever its name says (B09). */
export function otherFileType(head: Uint8Array): string | undefined {
  const text = latin(head.subarray(0, 4096));
  if (text.startsWith("PK\x03\x04")) {
    return text.includes("[Content_Types].xml") || text.includes("xl/") ? "xlsx" : "zip";
  }
  for (const [start, type] of starts) if (text.startsWith(start)) return type;
  const written = text
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .slice(0, 200)
    .toLowerCase();
  if (written.startsWith("<!doctype html") || written.startsWith("<html")) return "html";
  if (written.startsWith("<?xml")) return "xml";
  return /^[[{]\s*["{[\]}]/.test(written) ? "json" : undefined;
}

const starts = [
  ["\xd0\xcf\x11\xe0", "xls"],
  ["\x1f\x8b", "gzip"],
  ["%PDF-", "pdf"],
  ["Rar!", "rar"],
  ["7z\xbc\xaf\x27\x1c", "7z"],
  ["BZh", "bzip2"],
] as const;

function latin(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
