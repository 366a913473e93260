const leftByWindows = /^(?:thumbs\.db|desktop\.ini)$/i;
const halfDone = /(?:\.(?:filepart|part|partial|tmp|temp|uploading|crdownload)|~)$/i;

/**
 * Whether a path of a package is something a computer left there and nobody sent: hidden files and folders
 * (.DS_Store), what macOS puts beside a ZIP's files, what Windows and Office keep beside theirs, uploads that are not
 * finished (Q007, A11, B06). It counts for nothing. The reader of packages sets the same files aside.
 */
export function isLitter(path: string): boolean {
  const names = path.split("/");
  const last = names.at(-1) ?? "";
  return (
    names.some((name) => name.startsWith(".") || name.startsWith("~$") || name === "__MACOSX") ||
    leftByWindows.test(last) ||
    halfDone.test(last)
  );
}
