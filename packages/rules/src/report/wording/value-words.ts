import { valueLeftOut, type WordsOf } from "./words.ts";

/** What is said of a single value that is left out or mended; the row is used. */
export const valueWords: WordsOf<"value"> = {
  "value.null.word": {
    what: (t) => `${t.file} writes ${t.quoted("word", 10)} where a value is empty${t.more}`,
    did: "Muster takes the value as empty.",
    cause: "A query or a spreadsheet writes this word for nothing.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) => `Please leave cells without a value empty instead of writing ${t.fact("word")}.`,
    sample: { word: "NULL" },
  },
  "value.text.too-long": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} a value that is too long`,
    did: (t) => `Muster keeps the first ${t.fact("limit")} characters.`,
    cause: "A note was written into a field for a name or a title.",
    fix: "Shorten the value where the record is kept.",
    owner: "district",
    sample: { length: 4200, limit: 1000 },
  },
  "value.email.invalid": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} an e-mail address that cannot be one`,
    did: valueLeftOut,
    cause: "The value has no @ in it; most likely it was mistyped, or belongs into another column.",
    fix: "Correct the address where the person's record is kept.",
    owner: "district",
    sample: {},
  },
  "value.reference.damaged": {
    what: (t) => `${t.rows} ${t.pick("points", "point")} to an ID that is damaged`,
    did: valueLeftOut,
    cause: (t) =>
      t.fact("damage") === "scientific"
        ? "A spreadsheet program rounded the number to something like 1.23E+11."
        : "The ID holds an invisible character, or is longer than any ID.",
    fix: "Send the file as it was exported. If it still looks so, ask for clean IDs.",
    owner: "sender",
    vendor: (t) => `The ID in this column is damaged (${t.fact("damage")}). Please export it as plain text.`,
    sample: { damage: "scientific" },
  },
  "value.list.separator": {
    what: (t) => `${t.file} seems to separate lists by ${t.quoted("separator", 3)}, not by commas${t.more}`,
    did: "Muster reads the whole value as one ID, which most likely belongs to nobody.",
    cause: "Some exports use another character between several IDs in one cell.",
    fix: (t) =>
      `If it is so: npx muster setting set files.list-separator "${t.fact("separator")}". Otherwise nothing has to be done.`,
    owner: "district",
    sample: { separator: ";" },
  },
  "value.boolean.unusual": {
    what: (t) => `${t.file} writes yes and no in its own way: ${t.quoted("written", 8)}${t.more}`,
    did: "Muster understands it.",
    cause: "The standard's words are true and false.",
    fix: "Nothing has to be done.",
    owner: "sis-vendor",
    vendor: (t) => `Please write true or false instead of ${t.fact("written")}.`,
    sample: { written: "yes" },
  },
  "value.boolean.unreadable": {
    what: (t) => `${t.rows} ${t.pick("has", "have")} an unclear yes or no${t.example("written", 12)}`,
    did: "Muster takes it as no.",
    cause: "Another value slipped into the column.",
    fix: "Ask for true or false.",
    owner: "sis-vendor",
    vendor: (t) => `The value "${t.fact("written")}" is neither true nor false.`,
    sample: { written: "maybe" },
  },
  "value.date.unreadable": {
    what: (t) => `${t.rows} ${t.pick("has a date", "have dates")} that cannot be read`,
    did: valueLeftOut,
    cause: (t) =>
      `The first is written like ${t.quoted("written", 24)} (9 stands for any digit). Day and month are never guessed.`,
    fix: "Ask for dates like 2026-08-27. If they are American: npx muster setting set files.dates mdy",
    owner: "sis-vendor",
    vendor: (t) => `The date is written in the form ${t.fact("written")}. The standard asks for YYYY-MM-DD.`,
    sample: { written: "9/99/9999" },
  },
  "value.date.order": {
    what: (t) => `${t.rows} ${t.pick("ends", "end")} before ${t.pick("it begins", "they begin")}`,
    did: "Muster uses neither of the two dates; the row counts without them.",
    cause: "The dates were swapped, or one of them belongs to another year.",
    fix: "Correct the dates where the record is kept.",
    owner: "district",
    sample: {},
  },
  "value.grade.unknown": {
    what: (t) =>
      `${t.rows} ${t.pick("names", "name")} a grade that Muster does not know${t.example("written", 10)}`,
    did: valueLeftOut,
    cause: "The grade is written in a way of this school's own.",
    fix: "Ask for the standard's grades: PK, KG, 01 to 12, and so on.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The grade "${t.fact("written")}" is none of the CEDS entry grade levels (PK, KG, 01 … 12, UG).`,
    sample: { written: "Bluebirds" },
  },
};
