import { type DistrictPlan, districtSizes } from "@muster/sandbox/district-plan.ts";

/** D50 times a factor in everything: 2.5 gives a district with 1,000,000 enrollments. */
export function scaledD50(factor: number): DistrictPlan {
  const { d50 } = districtSizes;
  const scaled = (count: number): number => Math.round(count * factor);
  return {
    ...d50,
    schools: scaled(d50.schools),
    students: scaled(d50.students),
    guardians: scaled(d50.guardians),
    staff: scaled(d50.staff),
    classes: scaled(d50.classes),
    enrollments: scaled(d50.enrollments),
  };
}

/** The share of a district's records (users, classes, enrollments) that makes so many changes. */
export function shareOfChanges(plan: DistrictPlan, changes: number): number {
  const { students, guardians, staff, classes, enrollments } = plan;
  return changes / (students + guardians + staff + classes + enrollments);
}
