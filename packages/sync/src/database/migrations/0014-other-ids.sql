-- What else a source calls a record: "sis_id:100045". People who link by hand, or ask, may write any of them; nothing is
-- keyed by them. Null where a source has one id alone, which is the rule.
alter table source_org add column other_ids text[];
alter table source_class add column other_ids text[];
alter table source_user add column other_ids text[];
