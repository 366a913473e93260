import type { Owner } from "./words.ts";

/** Who can mend it, in the words of a report. */
export const ownerWords: Readonly<Record<Owner, string>> = {
  sender: "whoever exports and sends the files",
  "sis-vendor": "the vendor of your student information system",
  district: "your district",
  operator: "whoever runs Muster for you",
  us: "the makers of Muster",
};
