/**
 * The roles we know. The 1.2 words for administrators are one role here; `other` carries no rights (Q087).
 */
export type UserRole =
  | "student"
  | "teacher"
  | "aide"
  | "proctor"
  | "administrator"
  | "parent"
  | "guardian"
  | "relative"
  | "other";
