/** The counts of a day, `2026-11-19`. */
export interface CountDay {
  readonly day: string;
  readonly values: Readonly<Record<string, number>>;
}

/** One line of the picture: which value of each day, and what people call it. */
export interface CountSeries {
  readonly key: string;
  readonly label: string;
}

/** How the lines of a picture differ: in colour and in dashes, so that neither is needed alone. */
const looks = [
  { color: "fern.6", dashes: "0" },
  { color: "blue.6", dashes: "8 4" },
  { color: "grape.6", dashes: "2 4" },
  { color: "orange.7", dashes: "12 4 2 4" },
  { color: "pink.6", dashes: "5 3" },
  { color: "gray.6", dashes: "1 3" },
] as const;

export function lineLooks(place: number): { readonly color: string; readonly dashes: string } {
  return looks[place % looks.length] ?? looks[0];
}
