/** Which source to take, told by what a district has and needs (ux §4 step 2, connect.md §2). */
export interface SourceChoice {
  readonly kind: string;
  /** Asked of a person; yes leads here. */
  readonly asks: string;
  readonly title: string;
  readonly brings: readonly string[];
  readonly lacks: readonly string[];
  /** What is needed at hand. */
  readonly needs: string;
}

/** In the order in which they are asked; the first yes is the one to take. */
export const sourceChoices: readonly SourceChoice[] = [
  {
    kind: "clever",
    asks: "Do you use Clever, and are you happy with its data?",
    title: "Clever",
    brings: ["Schools, classes, students, staff", "District staff", "Contacts, where you share them"],
    lacks: ["Contacts have no ID of their own: Muster recognises them by their details"],
    needs: "The ID of your district and the token that Clever shows for this application.",
  },
  {
    kind: "classlink",
    asks: "Do you use ClassLink Roster Server?",
    title: "ClassLink",
    brings: ["Schools, classes, students, staff", "Families, where they are linked in Roster Server"],
    lacks: ["What the permissions of the application leave out does not come"],
    needs: "The tenant's number and a partner key, or the key and secret of your own Roster Server.",
  },
  {
    kind: "oneroster-rest",
    asks: "Does your student information system have a OneRoster address?",
    title: "OneRoster server",
    brings: [
      "Everything the server knows, at the hour you choose",
      "Families, where users name their agents",
    ],
    lacks: ["Some servers leave families out"],
    needs: "The address, a client ID and a client secret from the vendor's page for integrations.",
  },
  {
    kind: "sftp",
    asks: "Do your files lie on an SFTP server of your own, or of your vendor?",
    title: "Files on your SFTP server",
    brings: ["Whatever is in the files: you decide row by row", "Families in guardians.csv or users.csv"],
    lacks: ["The export must be set up once in your student information system"],
    needs: "Host, login, password or key, and the fingerprint of the server from its administrator.",
  },
  {
    kind: "drop",
    asks: "Can your system upload files by SFTP, and you have no server for them?",
    title: "Upload to this Muster by SFTP",
    brings: ["Whatever is in the files", "A login of your own: nothing else of you is reachable by it"],
    lacks: ["The export must be set up once in your student information system"],
    needs: "Nothing: Muster makes the login and shows what to type into your system.",
  },
  {
    kind: "upload",
    asks: "Do you want to bring files by hand, once or now and then?",
    title: "Files from this computer",
    brings: ["Whatever is in the files", "A dry run first, whenever you like"],
    lacks: ["Nothing comes by itself"],
    needs: "users.csv, classes.csv and enrollments.csv, or one ZIP with them.",
  },
];
