/** What every provided object has. */
interface Provided {
  readonly sourcedId: string;
  readonly status: "active" | "tobedeleted";
  /** An ISO instant in UTC. */
  readonly modifiedAt: string;
}

/** Each kind of object as a provider holds it, before it takes the shape of a version. Absent text is "". */
export interface ProvidedObjects {
  readonly orgs: Provided & {
    readonly name: string;
    readonly type: string;
    readonly identifier: string;
    readonly parent: string;
    /** Ids of the orgs below it. */
    readonly children: readonly string[];
  };
  readonly academicSessions: Provided & {
    readonly title: string;
    readonly type: string;
    readonly startDate: string;
    readonly endDate: string;
    readonly parent: string;
    readonly schoolYear: string;
    /** No source said it; it stands in for what the standard requires. */
    readonly isAssumed: boolean;
  };
  readonly courses: Provided & {
    readonly title: string;
    readonly courseCode: string;
    readonly org: string;
    readonly isAssumed: boolean;
  };
  readonly classes: Provided & {
    readonly title: string;
    readonly grades: readonly string[];
    readonly classCode: string;
    readonly classType: string;
    readonly location: string;
    readonly course: string;
    readonly school: string;
    readonly terms: readonly string[];
    readonly periods: readonly string[];
  };
  readonly users: Provided & {
    /** In the words of 1.1, and of 1.2. */
    readonly role: string;
    readonly role12: string;
    readonly username: string;
    readonly givenName: string;
    readonly middleName: string;
    readonly familyName: string;
    readonly email: string;
    readonly sms: string;
    readonly phone: string;
    readonly language: string;
    readonly identifier: string;
    readonly grades: readonly string[];
    /** One at least; the first is the primary one. */
    readonly orgs: readonly string[];
    readonly agents: readonly string[];
  };
  readonly enrollments: Provided & {
    readonly user: string;
    readonly class: string;
    readonly school: string;
    readonly role: string;
    readonly isPrimary: boolean;
    readonly beginDate: string;
    readonly endDate: string;
  };
  readonly demographics: Provided;
}
