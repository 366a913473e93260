const youngSubjects = [
  "Homeroom",
  "Music",
  "Art & Making",
  "Physical Education",
  "Library",
  "Computing",
  "Reading, Writing & Speaking",
  "Mathematics",
  "Science",
  "Spanish",
  "Garden",
  'Studio "Small Stages"',
];

const olderSubjects = [
  "English Language Arts",
  "Mathematics",
  "Science",
  "Social Studies",
  "Physical Education & Health",
  "World Language",
  "Advisory",
  "Art",
  "Music Ensemble",
  "Computer Science",
  "Diné Bizaad",
  "Drama, Debate & Speech",
  "Shop & Design",
];

/** What a subject is called: a subject of elementary grades for `low` up to 5, of older ones above. */
export function subjectTitle(low: number, slot: number): string {
  const subjects = low <= 5 ? youngSubjects : olderSubjects;
  return subjects[slot] ?? `Elective ${slot + 1 - subjects.length}`;
}

/** A grade in the code OneRoster 1.1 uses (CEDS entry grade level): KG, 01 … 12. */
export function gradeCode(grade: number): string {
  return grade === 0 ? "KG" : String(grade).padStart(2, "0");
}

/** All codes from `low` to `high`, comma separated. */
export function gradeCodes(low: number, high: number): string {
  const codes: string[] = [];
  for (let grade = low; grade <= high; grade += 1) codes.push(gradeCode(grade));
  return codes.join(",");
}

/** How people write a span of grades: `4`, `K-2`. */
export function gradeLabel(low: number, high: number): string {
  const label = (grade: number) => (grade === 0 ? "K" : String(grade));
  return low === high ? label(low) : `${label(low)}-${label(high)}`;
}

/** Homerooms are lettered A … Z, then A2 …; other classes are numbered. */
export function homeroomLetter(parallel: number): string {
  const round = Math.floor(parallel / 26);
  return String.fromCharCode(65 + (parallel % 26)) + (round === 0 ? "" : String(round + 1));
}
