/** A short text of the help: read in a minute, and it says where to go next. */
export interface HelpText {
  /** In the address of the page, behind the #. */
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly goTo?: {
    readonly to: "/changes" | "/history" | "/problems" | "/sources" | "/people" | "/settings";
    readonly label: string;
  };
}

export const helpTexts: readonly HelpText[] = [
  {
    id: "read-a-plan",
    title: "Read a plan",
    lines: [
      "A plan says everything a sync would change, before anything is changed. It is sealed: what you read is what is done, or nothing.",
      "Begin at the top: the headline says in words what it is about. The table under it counts what is added, changed and removed; a number is a filter. Held changes come first, with the reason.",
      "Groups put like changes together: one line may stand for ten thousand people whose e-mail domain changed. Open a group to see five of them, and any of them to see each field as it was and as it would be.",
      "Why? tells the row that is behind a change, or that no row names the person any more, and that the file was proved complete.",
    ],
    goTo: { to: "/changes", label: "Go to Changes" },
  },
  {
    id: "held",
    title: "Why something waits for you",
    lines: [
      "Muster applies what is safe and holds what is suspicious: many removals in one school, IDs that all changed, a file that came without rows. While it waits, nothing about it is changed and nobody is removed.",
      "You may apply it with a reason, decline it, or leave it. Leaving it is safe: the next files are weighed anew, and where they are whole again the hold is gone.",
      "A limit stays as it is when you approve. An approval counts for this one plan.",
    ],
    goTo: { to: "/changes", label: "See what waits" },
  },
  {
    id: "undo",
    title: "Take a sync back",
    lines: [
      "Every applied change is kept with what was there before. Open the run in History and choose Undo: you see what would be restored before it is.",
      "What somebody changed later is a conflict. It is listed, and stays as it is now.",
    ],
    goTo: { to: "/history", label: "Go to History" },
  },
  {
    id: "missing-person",
    title: "Somebody is missing, or twice",
    lines: [
      "Look the person up by name or ID and press Why. The answer names the step that left them out: not in the file, a row that cannot be read, a school that is not linked, a grade that is not chosen.",
      "Somebody who is there twice usually got a new ID in the source. Problems tells it as a probable match.",
    ],
    goTo: { to: "/people", label: "Find a person" },
  },
  {
    id: "tell-the-vendor",
    title: "Tell the vendor what to mend",
    lines: [
      "Problems puts together what comes from one cause: a file that was cut may bring hundreds of rows that name what it lost. Mend the first, and the rest is settled.",
      "Each problem of a file has a text for whoever makes it, with the file, the first row and the IDs in it, and nobody's name. Copy it or write a mail with it.",
    ],
    goTo: { to: "/problems", label: "Go to Problems" },
  },
  {
    id: "files",
    title: "Which files to send",
    lines: [
      "Muster reads OneRoster 1.1 and 1.2 CSV files: users, classes, enrollments and orgs, and what you have of the rest. Send all of one night together, as a folder or a ZIP.",
      "Do not open them in a spreadsheet and save them: it takes the zeros from the beginnings of IDs.",
      "Birth dates, passwords and social security numbers are thrown away while reading.",
    ],
    goTo: { to: "/sources", label: "Go to Sources" },
  },
  {
    id: "summer",
    title: "Before the summer",
    lines: [
      "Set a season: frozen, so that nothing changes while the export is rebuilt, or additions only. After it the first plan of the new school year waits for you, with what moves up and who leaves.",
    ],
    goTo: { to: "/settings", label: "Go to Settings" },
  },
];
