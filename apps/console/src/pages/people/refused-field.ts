/** The field of a form that a refusal is about. */
export const fieldOfRefusal: Readonly<Record<string, string>> = {
  "person.name.empty": "givenName",
  "person.name.emptied": "givenName",
  "person.email.invalid": "email",
  "person.language.unknown": "language",
  "classroom.title.empty": "title",
  "school.status.archived": "schoolId",
  "student.school.synced": "schoolId",
};
