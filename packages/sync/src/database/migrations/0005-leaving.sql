-- A record whose end a source has announced, while the change that follows from it is held. It stands (ended_by is
-- null) until somebody decides, and is ended again by every snapshot that does not list it: a delta says a leaving
-- once, and whoever waits must not be forgotten because the next delta is silent. It has no row_hash.
do $$
declare name text;
begin
  foreach name in array array['source_org', 'source_session', 'source_course', 'source_class', 'source_user',
                              'source_role', 'source_enrollment', 'source_guardian'] loop
    execute format('alter table %I add column is_leaving boolean not null default false', name);
  end loop;
end
$$;
