import { folderSource } from "./folder/folder-source.ts";
import type { SourceKind } from "./source.ts";

/** Every kind of source that can be fetched from, in the order in which a person is offered them. One line a kind. */
const kinds: readonly SourceKind[] = [folderSource];

export const sourceKinds: ReadonlyMap<string, SourceKind> = new Map(kinds.map((kind) => [kind.kind, kind]));
