import { nothingChanged, type Words, type WordsOf } from "./words.ts";

/** What is said where Clever does not let us read a district. */
export const cleverFaultWords: Readonly<Record<string, Words>> = {
  "source.district.disconnected": {
    what: () => "The district no longer shares its roster with Muster in Clever",
    did: "Nothing was changed. What was read before stays, and nobody is removed for it.",
    cause: (t) =>
      `A token that was good the last time is refused by ${t.fact("host")}. Either Muster was taken away from the district's applications, or the token was replaced.`,
    fix: "Ask the district's Clever administrator. If the token was replaced, enter the new one.",
    owner: "district",
    sample: { host: "api.clever.com" },
  },
  "source.district.other": {
    what: () => "The token is another district's",
    did: nothingChanged,
    cause: (t) =>
      `The settings say ${t.label("expected")}, and the token opens ${t.label("found") || "no district"}.`,
    fix: "Enter the district ID and the token of the same district. A practice district has a token of its own.",
    owner: "operator",
    sample: { expected: "4fd43cc56d11340000000005", found: "4fd43cc56d11340000000009" },
  },
};

/** What is said of a roster that is read from Clever, before it is files. */
export const cleverWords: WordsOf<"contact" | "district"> &
  Pick<WordsOf<"collection">, "collection.people.hidden" | "collection.word.unknown"> = {
  "collection.people.hidden": {
    what: (t) => `${t.file}: ${t.fact("objects")} references lead to what is not shared with us`,
    did: "Muster leaves these references out and uses everything else.",
    cause: "The district shares a part of its schools or people, and those name others.",
    fix: "Nothing has to be done if that part is meant. Otherwise change in Clever what is shared.",
    owner: "district",
    sample: { objects: 42 },
  },
  "collection.word.unknown": {
    what: (t) => `Clever says ${t.quoted("word", 40)} in ${t.quoted("field", 20)}, a word that is new`,
    did: "Muster keeps the rest of the record. Nobody gets a right for a word that is not known.",
    cause: (t) => `The list of words has grown. It happened ${t.fact("count")} times.`,
    fix: "Nothing has to be done. Tell the makers of Muster if the word matters to you.",
    owner: "us",
    sample: { field: "roles", word: "volunteer", count: 3 },
  },
  "contact.choice.left-out": {
    what: (t) => `${t.fact("contacts")} contacts are not of the kinds that were chosen`,
    did: "Muster does not make them guardians.",
    cause: "The settings of the source name the contact types and relationships that are taken.",
    fix: "Nothing has to be done. Add the kind to the settings of the source if you miss somebody.",
    owner: "operator",
    sample: { contacts: 310 },
  },
  "district.delivery.paused": {
    what: () => "The district is paused in Clever",
    did: "Muster read what Clever has, which may be some weeks old.",
    cause: (t) =>
      t.fact("until") === ""
        ? "Districts are paused over the summer, until the new school year is set up."
        : `Districts are paused over the summer; this one until ${t.label("until").slice(0, 10)}.`,
    fix: "Nothing has to be done. Look twice at removals that wait meanwhile.",
    owner: "district",
    sample: { state: "paused", until: "2026-08-10T00:00:00.000Z" },
  },
};
