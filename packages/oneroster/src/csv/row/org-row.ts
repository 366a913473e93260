import type { Org, OrgType } from "../../model/org.ts";
import type { TableFile } from "../table-file.ts";
import { ownIdAt, referenceAt } from "../value/id.ts";
import { shownWord } from "../value/shown-word.ts";
import { statusAt } from "../value/status.ts";
import { textAt } from "../value/text.ts";
import { wordIn } from "../value/word.ts";
import { cellAt, complain, type OpenRow, positionOf, type RowBuilder } from "./open-row.ts";
import { withOtherIds } from "./other-ids.ts";

const orgTypes: readonly OrgType[] = ["school", "district", "department", "local", "state", "national"];

/** Reads the rows of orgs.csv. */
export function orgRows(file: TableFile): RowBuilder<Org> {
  const sourcedId = positionOf(file, "sourcedId");
  const status = positionOf(file, "status");
  const name = positionOf(file, "name");
  const type = positionOf(file, "type");
  const identifier = positionOf(file, "identifier");
  const parentSourcedId = positionOf(file, "parentSourcedId");
  return withOtherIds(file, (row) => ({
    sourcedId: ownIdAt(row, sourcedId),
    status: statusAt(row, status),
    name: textAt(row, name),
    type: orgTypeAt(row, type),
    identifier: textAt(row, identifier),
    parentSourcedId: referenceAt(row, parentSourcedId),
  }));
}

function orgTypeAt(row: OpenRow, at: number): OrgType {
  const written = cellAt(row, at);
  const type = wordIn(orgTypes, written);
  if (type !== undefined) return type;
  complain(row, "org.type.unknown", at, { written: shownWord(written) });
  return "other";
}
