/** What hangs on a link of a classroom to a class of a source. */
export interface UnlinkFacts {
  readonly title: string;
  /** The source's name. */
  readonly source: string;
  readonly sourcedId: string;
  /** Other classes of the same source that feed the classroom, by sourcedId. */
  readonly sameSource: readonly string[];
  /** Names of other sources that feed it. */
  readonly otherSources: readonly string[];
  /** Whom this class alone brought into it. */
  readonly students: number;
  readonly staff: number;
}
