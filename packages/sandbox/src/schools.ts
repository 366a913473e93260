import { mix } from "./random.ts";

/** A school: where it stands in the list, its number in the district, what it teaches. */
export interface School {
  /** Written with leading zeros, e.g. 4 is `0004`; the number is the sourcedId of the short style. */
  readonly number: number;
  readonly name: string;
  /** Lowest and highest grade, 0 = kindergarten. */
  readonly low: number;
  readonly high: number;
}

const places = [
  "Maple Street",
  "Cedar Hill",
  "Harbor View",
  "Prairie Creek",
  "Stone Bridge",
  "Juniper Flats",
  "Lakeside",
  "Orchard Park",
  "Red Mesa",
  "Willow Bend",
  "Northgate",
  "Saint Croix",
  "Río Verde",
  "Kīlauea",
  "O'Hara",
  "Fern Hollow",
  "Eagle Ridge",
  "Mill Pond",
  "Sunrise",
  "Whitewater",
  "Blue Heron",
  "Canyon",
  "Peña Blanca",
  "Foxglove",
];

function gradeSpans(schools: number): readonly (readonly [low: number, high: number, word: string])[] {
  if (schools === 1) return [[0, 12, "School"]];
  if (schools === 2)
    return [
      [0, 5, "Elementary School"],
      [6, 12, "High School"],
    ];
  return [
    [0, 5, "Elementary School"],
    [6, 8, "Middle School"],
    [9, 12, "High School"],
  ];
}

/** How many schools of each span: about three elementary schools to one middle and one high school. */
function spanOf(index: number, schools: number): number {
  if (schools <= 3) return index;
  const high = Math.max(1, Math.round(schools * 0.18));
  const middle = Math.max(1, Math.round(schools * 0.22));
  if (index < schools - middle - high) return 0;
  return index < schools - high ? 1 : 2;
}

/** The schools of a district, elementary first. From three schools on every grade has its own kind of school. */
export function createSchools(schools: number): readonly School[] {
  const spans = gradeSpans(schools);
  return Array.from({ length: schools }, (_, index) => {
    const [low, high, word] = spans[spanOf(index, schools)] ?? [0, 12, "School"];
    const place = places[index % places.length];
    const round = Math.floor(index / places.length);
    return {
      number: 4 + 3 * index,
      name: `${place} ${word}${round === 0 ? "" : ` ${round + 1}`}`,
      low,
      high,
    };
  });
}

/** The schools that teach a grade, as rows in the list of schools. */
export function schoolsForGrade(schools: readonly School[], grade: number): number[] {
  return schools.flatMap((school, row) => (school.low <= grade && grade <= school.high ? [row] : []));
}

/**
 * Which school a child attends: the one of the household's neighbourhood. Brothers and sisters of about one
 * age go to one school, and a child who outgrows a school goes on to the neighbourhood's next.
 */
export function createSchoolFinder(
  schools: readonly School[],
  seed: number,
): (grade: number, household: number) => number {
  const byGrade = Array.from({ length: 13 }, (_, grade) => schoolsForGrade(schools, grade));
  return (grade, household) => {
    const choices = byGrade[grade] ?? [];
    const school = choices[Math.floor((mix(seed, household) / 0x1_0000_0000) * choices.length)];
    if (school === undefined) throw new Error(`no school teaches grade ${grade}`);
    return school;
  };
}
