-- What a line of a plan is known by in another plan, and what else people look for: a grade, a class. Lines are made
-- from the sealed plan and made again at the next look, so that those there are need not be mended.
delete from plan_line;
delete from plan_look;
alter table plan_line add column known_by uuid not null;
-- Of a student, and of whatever a student is in; null elsewhere.
alter table plan_line add column grade text;
-- The class itself, and who is in it; null elsewhere.
alter table plan_line add column classroom_id bigint;
