import type { Guardian } from "../../model/guardian.ts";
import type { TableFile } from "../table-file.ts";
import { neededReferenceAt, referenceAt } from "../value/id.ts";
import { statusAt } from "../value/status.ts";
import { emailAt, phoneAt, textAt } from "../value/text.ts";
import { complain, type OpenRow, positionOf, type RowBuilder } from "./open-row.ts";

/** Reads the rows of guardians.csv. */
export function guardianRows(file: TableFile): RowBuilder<Guardian> {
  const status = positionOf(file, "status");
  const student = positionOf(file, "studentSourcedId");
  const guardian = positionOf(file, "guardianSourcedId");
  const givenName = positionOf(file, "givenName");
  const familyName = positionOf(file, "familyName");
  const email = positionOf(file, "email");
  const mobile = positionOf(file, "mobile");
  const homePhone = positionOf(file, "homePhone");
  const language = positionOf(file, "language");
  const relationship = positionOf(file, "relationship");
  const contactType = positionOf(file, "contactType");
  return (row) => {
    const written = {
      studentSourcedId: neededReferenceAt(row, student),
      guardianSourcedId: referenceAt(row, guardian),
      givenName: textAt(row, givenName),
      familyName: textAt(row, familyName),
      email: emailAt(row, email),
      mobile: phoneAt(row, mobile),
    };
    return {
      sourcedId: rowId(row, written),
      status: statusAt(row, status),
      ...written,
      homePhone: phoneAt(row, homePhone),
      language: textAt(row, language),
      relationship: textAt(row, relationship),
      contactType: textAt(row, contactType),
    };
  };
}

type Identity = Pick<
  Guardian,
  "studentSourcedId" | "guardianSourcedId" | "givenName" | "familyName" | "email" | "mobile"
>;

/** Which guardian of which student: the id where there is one, else the e-mail, the mobile, the name. */
function rowId(row: OpenRow, written: Identity): string {
  const name = `${written.givenName} ${written.familyName}`.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const guardian =
    written.guardianSourcedId || written.email.toLowerCase() || digitsOf(written.mobile) || name;
  if (guardian === "") complain(row, "guardian.identity.missing", -1);
  return row.isLeftOut ? "" : `${written.studentSourcedId}|${guardian}`;
}

/** Digits and a leading plus: the same number however it is grouped. */
function digitsOf(phone: string): string {
  return (phone.startsWith("+") ? "+" : "") + phone.replaceAll(/\D/g, "");
}
