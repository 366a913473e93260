-- ANALYZE holds its table against another ANALYZE until the transaction ends: the first sync of a large district kept
-- every small one waiting. Whoever writes little does not wait; the statistics it would have made, the other makes.
drop function refresh_statistics(text[]);

create function refresh_statistics(names text[], waits boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp
  as $$
declare name text;
begin
  foreach name in array names loop
    if name not in ('source_org', 'source_session', 'source_course', 'source_class', 'source_user', 'source_role',
                    'source_enrollment', 'source_guardian', 'school', 'classroom', 'person', 'role_record',
                    'membership', 'guardianship', 'link', 'plan_change', 'plan_slice') then
      raise exception 'no table of the directory or of a source: %', name;
    end if;
    execute format(case when waits then 'analyze %I' else 'analyze (skip_locked) %I' end, name);
  end loop;
end
$$;
revoke execute on function refresh_statistics from public;
grant execute on function refresh_statistics to muster_app;
