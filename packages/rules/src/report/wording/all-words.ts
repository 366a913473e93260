import type { FindingCode } from "../../check/finding.ts";
import type { GateCode } from "../../gate/gate-codes.ts";
import { accessFaultWords } from "./access-fault-words.ts";
import { archiveWords } from "./archive-words.ts";
import { classWords } from "./class-words.ts";
import { cleverFaultWords, cleverWords } from "./clever-fault-words.ts";
import { clientFaultWords } from "./client-fault-words.ts";
import { collectionWords } from "./collection-words.ts";
import { connectionFaultWords } from "./connection-fault-words.ts";
import { consoleFaultWords } from "./console-fault-words.ts";
import { databaseFaultWords } from "./database-fault-words.ts";
import { directoryFaultWords } from "./directory-fault-words.ts";
import { dropFaultWords } from "./drop-fault-words.ts";
import { embeddedFaultWords } from "./embedded-fault-words.ts";
import { enrollmentWords } from "./enrollment-words.ts";
import { fileWords } from "./file-words.ts";
import type { GateTold } from "./gate-told.ts";
import { guardianWords } from "./guardian-words.ts";
import { headerWords } from "./header-words.ts";
import { manifestWords } from "./manifest-words.ts";
import { networkFaultWords } from "./network-fault-words.ts";
import { noticeFaultWords } from "./notice-fault-words.ts";
import { outputFaultWords } from "./output-fault-words.ts";
import { packageWords } from "./package-words.ts";
import { planFaultWords } from "./plan-fault-words.ts";
import { planGateWords } from "./plan-gate-words.ts";
import { problemFaultWords } from "./problem-fault-words.ts";
import { queueFaultWords } from "./queue-fault-words.ts";
import { restFaultWords } from "./rest-fault-words.ts";
import { rowWords } from "./row-words.ts";
import { runFaultWords } from "./run-fault-words.ts";
import { schoolWords } from "./school-words.ts";
import { settingFaultWords } from "./setting-fault-words.ts";
import { sftpFaultWords } from "./sftp-fault-words.ts";
import { sliceGateWords } from "./slice-gate-words.ts";
import { sourceFaultWords } from "./source-fault-words.ts";
import { textWords } from "./text-words.ts";
import { personWords, userWords } from "./user-words.ts";
import { valueWords } from "./value-words.ts";
import type { Words } from "./words.ts";

/** The words of every finding. A code without words does not compile. */
export const findingWords = {
  ...packageWords,
  ...manifestWords,
  ...fileWords,
  ...textWords,
  ...headerWords,
  ...rowWords,
  ...valueWords,
  ...classWords,
  ...userWords,
  ...personWords,
  ...enrollmentWords,
  ...guardianWords,
  ...schoolWords,
  ...archiveWords,
  ...collectionWords,
  ...cleverWords,
} satisfies Readonly<Record<FindingCode, Words>>;

/** The words of every gate. */
export const gateWords = {
  ...planGateWords,
  ...sliceGateWords,
} satisfies Readonly<Record<GateCode, Words<GateTold>>>;

/** The words of every fault. Their codes stand where they are thrown; `npm run check` sees that none is missing. */
export const faultWords: Readonly<Record<string, Words>> = {
  ...restFaultWords,
  ...sourceFaultWords,
  ...connectionFaultWords,
  ...networkFaultWords,
  ...sftpFaultWords,
  ...cleverFaultWords,
  ...runFaultWords,
  ...planFaultWords,
  ...settingFaultWords,
  ...directoryFaultWords,
  ...databaseFaultWords,
  ...embeddedFaultWords,
  ...queueFaultWords,
  ...dropFaultWords,
  ...noticeFaultWords,
  ...outputFaultWords,
  ...accessFaultWords,
  ...clientFaultWords,
  ...consoleFaultWords,
  ...problemFaultWords,
};
