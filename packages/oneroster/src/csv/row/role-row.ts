import type { Role } from "../../model/role.ts";
import type { UserRole } from "../../model/user-role.ts";
import type { TableFile } from "../table-file.ts";
import { spanAt } from "../value/date.ts";
import { neededReferenceAt, ownIdAt } from "../value/id.ts";
import { userRoleOf } from "../value/role-word.ts";
import { shownWord } from "../value/shown-word.ts";
import { statusAt } from "../value/status.ts";
import { wordIn } from "../value/word.ts";
import { cellAt, complain, complainOnce, type OpenRow, positionOf, type RowBuilder } from "./open-row.ts";

const roleTypes = ["primary", "secondary"] as const;

/** Reads the rows of roles.csv (1.2). */
export function roleRows(file: TableFile): RowBuilder<Role> {
  const sourcedId = positionOf(file, "sourcedId");
  const status = positionOf(file, "status");
  const userSourcedId = positionOf(file, "userSourcedId");
  const roleType = positionOf(file, "roleType");
  const role = positionOf(file, "role");
  const beginDate = positionOf(file, "beginDate");
  const endDate = positionOf(file, "endDate");
  const orgSourcedId = positionOf(file, "orgSourcedId");
  return (row) => {
    const span = spanAt(row, beginDate, endDate);
    return {
      sourcedId: ownIdAt(row, sourcedId),
      status: statusAt(row, status),
      userSourcedId: neededReferenceAt(row, userSourcedId),
      roleType: roleTypeAt(row, roleType),
      role: roleAt(row, role),
      writtenRole: cellAt(row, role),
      beginDate: span.begin,
      endDate: span.end,
      orgSourcedId: neededReferenceAt(row, orgSourcedId),
    };
  };
}

function roleTypeAt(row: OpenRow, at: number): Role["roleType"] {
  const written = cellAt(row, at);
  if (written === "") return "primary";
  const type = wordIn(roleTypes, written);
  if (type !== undefined) return type;
  complain(row, "role.type.unknown", at, { written: shownWord(written) });
  return "secondary";
}

function roleAt(row: OpenRow, at: number): UserRole {
  const written = cellAt(row, at);
  if (written === "") {
    complain(row, "role.role.missing", at);
    return "other";
  }
  const { role, kind } = userRoleOf(written, "1.2");
  const word = shownWord(written);
  if (kind === "synonym") complainOnce(row, "user.role.synonym", at, { written: word, role });
  if (kind === "unknown") complain(row, "user.role.unknown", at, { written: word });
  return role;
}
