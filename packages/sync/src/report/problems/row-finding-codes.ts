import { diagnosticCodes } from "@muster/oneroster/model/diagnostic-codes.ts";
import type { FindingCode } from "@muster/rules/check/finding.ts";
import { findingCodes } from "@muster/rules/check/finding-codes.ts";
import { lifeOf } from "@muster/rules/check/finding-life.ts";

const codes = [...Object.keys(diagnosticCodes), ...Object.keys(findingCodes)] as FindingCode[];

/** Codes of findings that are open until their row changes. */
export const rowFindingCodes: readonly FindingCode[] = codes.filter((code) => lifeOf(code) === "row");
