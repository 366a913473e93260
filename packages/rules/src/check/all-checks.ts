import type { Check } from "./check.ts";
import { classCourseMissing } from "./checks/class-course-missing.ts";
import { classSchoolMissing } from "./checks/class-school-missing.ts";
import { classTermMissing } from "./checks/class-term-missing.ts";
import { enrollmentClassDeleted } from "./checks/enrollment-class-deleted.ts";
import { enrollmentClassLeftOut } from "./checks/enrollment-class-left-out.ts";
import { enrollmentClassMissing } from "./checks/enrollment-class-missing.ts";
import { enrollmentUserDeleted } from "./checks/enrollment-user-deleted.ts";
import { enrollmentUserLeftOut } from "./checks/enrollment-user-left-out.ts";
import { enrollmentUserMissing } from "./checks/enrollment-user-missing.ts";
import { guardianStudentMissing } from "./checks/guardian-student-missing.ts";
import { roleOrgMissing } from "./checks/role-org-missing.ts";
import { roleUserMissing } from "./checks/role-user-missing.ts";
import { userAgentMissing } from "./checks/user-agent-missing.ts";
import { userOrgMissing } from "./checks/user-org-missing.ts";

/** Every check of references, by the table it reads. A new check is a file and a line here. */
export const allChecks: {
  readonly classes: readonly Check<"classes">[];
  readonly users: readonly Check<"users">[];
  readonly roles: readonly Check<"roles">[];
  readonly enrollments: readonly Check<"enrollments">[];
  readonly guardians: readonly Check<"guardians">[];
} = {
  classes: [classSchoolMissing, classTermMissing, classCourseMissing],
  users: [userOrgMissing, userAgentMissing],
  roles: [roleUserMissing, roleOrgMissing],
  enrollments: [
    ...[enrollmentClassMissing, enrollmentClassDeleted, enrollmentClassLeftOut],
    ...[enrollmentUserMissing, enrollmentUserDeleted, enrollmentUserLeftOut],
  ],
  guardians: [guardianStudentMissing],
};
