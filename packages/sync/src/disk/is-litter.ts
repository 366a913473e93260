const leftByWindows = /^(?:thumbs\.db|desktop\.ini)$/i;

/**
 * Whether a path of a package is something a computer left there and nobody sent: hidden files and folders
 * (.DS_Store), what macOS puts beside a ZIP's files, Windows' picture cache (B06). It counts for nothing.
 */
export function isLitter(path: string): boolean {
  return path
    .split("/")
    .some((name) => name.startsWith(".") || name === "__MACOSX" || leftByWindows.test(name));
}
