import { fields, maybe, objectAt, oneOf, type Read, refuse, text } from "./read-shape.ts";

/** How every deed of a person is written in a case; schools and people are named by the source's sourcedIds. */
const shapes = {
  /** `refusedAs`: the code of the fault it is refused with. */
  linkSchool: fields({ school: text, org: text, refusedAs: maybe(text) }),
  createClassroom: fields({ school: text, title: text }),
  linkClassroom: fields({ classroom: text, class: text }),
  archiveClassroom: fields({ classroom: text }),
  enroll: fields({
    classroom: text,
    person: text,
    role: oneOf(["student", "teacher", "co-teacher", "aide"]),
  }),
  createStaff: fields({ school: text, givenName: text, familyName: text, email: text }),
  /** Marks a guardianship as restricted and ends it, as a person with a court order in hand does. */
  restrict: fields({ student: text, guardian: text }),
};
type Shapes = typeof shapes;

/** One thing that a person does to the directory by hand before a step. */
export type Deed = { [D in keyof Shapes]: { readonly do: D } & ReturnType<Shapes[D]> }[keyof Shapes];

export const readDeed: Read<Deed> = (value, at) => {
  const { do: name, ...rest } = objectAt(value, at);
  if (typeof name !== "string" || !(name in shapes))
    return refuse(`${at}.do`, `one of ${Object.keys(shapes).join(", ")}`);
  const read: Read<object> = shapes[name as keyof Shapes];
  return { do: name, ...read(rest, at) } as Deed;
};
