/**
 * What a change is known by in another plan, as an expression on `c`, a row of plan_change. The same change of the same
 * record is known by the record; of somebody new, whose number each plan deals anew, by the source's ID. An update is the
 * same only when it leads to the same values.
 */
export const knownBy = `
  case when c.action = 'create' and c.sourced_ids <> '{}' then md5(c.sourced_ids::text || c.role)
       when c.action = 'create' then md5((c.after - 'version')::text || c.role)
       else concat_ws('/', c.record_id, c.other_id, c.role, case when c.action = 'update' then md5(c.after::text) end) end`;
