import { takenName, uploadsName } from "@muster/sync/source/drop/drop-folder.ts";
import { notAllowed, Refusal, status } from "./refusal.ts";

/** What a path of a client means. There is one folder, its root, and no folder in it. */
export type DropPath = { readonly kind: "root" } | { readonly kind: "file"; readonly name: string };

/** A path that wants out of the folder, or a name that is none: worth telling an operator. */
export class PathRefusal extends Refusal {}

const longestName = 120;
/** Signs that some system takes for a part of a path, a pattern or a stream. */
const reservedSigns = /[\\:*?"<>|]/;
const reservedNames = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const ownNames = [uploadsName, takenName];

/**
 * Reads a path as a client sends it: `users.csv`, `/users.csv`, `./users.csv`, `.`, `/`.
 *
 * @throws PathRefusal where it climbs (`..`) or the name cannot be a file's; Refusal where it names a folder in the folder
 */
export function readDropPath(path: string): DropPath {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes(".."))
    throw new PathRefusal(
      status.PERMISSION_DENIED,
      "There is nothing outside this folder: upload into the folder you are in",
    );
  const [name, ...rest] = parts;
  if (name === undefined) return { kind: "root" };
  if (rest.length > 0)
    throw new Refusal(
      status.NO_SUCH_FILE,
      "No such file. There are no folders here: upload into the folder you are in",
    );
  return { kind: "file", name: checkName(name) };
}

/** A name as it is kept: composed the same way whatever the client's system writes. */
function checkName(written: string): string {
  const name = written.normalize("NFC");
  const isPlain =
    name.length <= longestName &&
    // Control characters, signs that turn the direction of writing, what no character is, and what was no UTF-8.
    !/[\p{C}\p{Zl}\p{Zp}\uFFFD]/u.test(name) &&
    !reservedSigns.test(name) &&
    !reservedNames.test(name) &&
    !/[. ]$/.test(name) &&
    !ownNames.some((own) => name.toLowerCase().startsWith(own));
  if (!isPlain)
    throw new PathRefusal(
      status.PERMISSION_DENIED,
      "This name cannot be used; use letters, digits, . _ and -",
    );
  return name;
}

/** The name of a file. @throws Refusal for the folder itself */
export function fileNameOf(path: string): string {
  const read = readDropPath(path);
  if (read.kind === "root") throw notAllowed("This is the folder, not a file");
  return read.name;
}

/** What REALPATH answers: the path from the root, with `..` ending there, as in any system. Nothing is looked at. */
export function absoluteDropPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
