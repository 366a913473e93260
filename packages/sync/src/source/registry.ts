import { classLinkSource } from "./classlink/classlink-source.ts";
import { cleverSource } from "./clever/source.ts";
import { dropSource } from "./drop/drop-source.ts";
import { folderSource } from "./folder/folder-source.ts";
import { oneRosterRestSource } from "./oneroster-rest/oneroster-rest-source.ts";
import { sftpSource } from "./sftp/sftp-source.ts";
import type { SourceKind } from "./source.ts";

/** Every kind of source that can be fetched from, in the order in which a person is offered them. One line a kind. */
const kinds: readonly SourceKind[] = [
  cleverSource,
  classLinkSource,
  oneRosterRestSource,
  sftpSource,
  dropSource,
  folderSource,
];

export const sourceKinds: ReadonlyMap<string, SourceKind> = new Map(kinds.map((kind) => [kind.kind, kind]));
