import type postgres from "postgres";

/** What the app's role may add to and read, and nothing else. */
const APPEND_ONLY: readonly string[] = ["audit_events", "audit_seals", "audit_seal_copies"];

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

type Relation = {
  schema: string;
  name: string;
  isSequence: boolean;
  needsPolicy: boolean;
  lacks: boolean;
  hasTooMuch: boolean;
};

/** Everything that this role owns and the app uses, with what its role may do to it so far. */
async function relations(sql: postgres.Sql, role: string): Promise<Relation[]> {
  return sql<Relation[]>`
    select n.nspname as schema, c.relname as name, c.relkind = 'S' as "isSequence",
      c.relrowsecurity and not exists (
        select from pg_policy p where p.polrelid = c.oid and p.polname = 'athena_app') as "needsPolicy",
      case when c.relkind = 'S' then not has_sequence_privilege(${role}, c.oid, 'usage')
        else not (has_table_privilege(${role}, c.oid, 'select') and has_table_privilege(${role}, c.oid, 'insert')
          and (has_table_privilege(${role}, c.oid, 'update') and has_table_privilege(${role}, c.oid, 'delete')
            or c.relname = any(${[...APPEND_ONLY]}))) end as lacks,
      c.relkind <> 'S' and c.relname = any(${[...APPEND_ONLY]})
        and has_table_privilege(${role}, c.oid, 'update, delete, truncate, references, trigger') as "hasTooMuch"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'graphile_worker', 'drizzle') and c.relkind in ('r', 'p', 'v', 'S')
      and pg_has_role(c.relowner, 'member')
    order by n.nspname, c.relname`;
}

function statementsFor(one: Relation, role: string): string[] {
  const to = quoted(role);
  const what = `${quoted(one.schema)}.${quoted(one.name)}`;
  const isGuarded = one.schema === "public" && APPEND_ONLY.includes(one.name);
  if (one.isSequence) return one.lacks ? [`grant usage, select on sequence ${what} to ${to}`] : [];
  const rights = isGuarded ? "select, insert" : "select, insert, update, delete";
  return [
    ...(isGuarded && one.hasTooMuch ? [`revoke all on table ${what} from ${to}, public`] : []),
    ...(one.lacks || one.hasTooMuch ? [`grant ${rights} on table ${what} to ${to}`] : []),
    // The queue's tables let nobody but their owner see their rows.
    ...(one.needsPolicy
      ? [`create policy athena_app on ${what} for all to ${to} using (true) with check (true)`]
      : []),
  ];
}

/**
 * Gives the app's role what it needs of the tables, where another role owns them: everything but to change or remove
 * what the audit and its seals have. A role of one's own for the tables is DATABASE_MIGRATION_URL.
 * @param role the app's; nothing is done where it owns the tables itself, or is not known to this server.
 */
export async function guardTables(sql: postgres.Sql, role: string): Promise<void> {
  const [known] = await sql<{ isOther: boolean }[]>`
    select rolname <> current_user as "isOther" from pg_roles where rolname = ${role}`;
  if (!known?.isOther) return;
  const schemas = await sql<{ name: string }[]>`
    select nspname as name from pg_namespace
    where nspname in ('public', 'graphile_worker', 'drizzle')
      and not has_schema_privilege(${role}, oid, 'usage') and pg_has_role(nspowner, 'member')`;
  for (const { name } of schemas)
    await sql.unsafe(`grant usage on schema ${quoted(name)} to ${quoted(role)}`);
  for (const one of await relations(sql, role)) {
    for (const statement of statementsFor(one, role)) await sql.unsafe(statement);
  }
}

/**
 * Moves the numbers of the audit's transactions on where this server's are behind them, as they are after a dump was
 * put into a new one: what is written from now on must come behind what is there (`lib/audit/seal.ts`).
 */
export async function continueAudit(sql: postgres.Sql): Promise<void> {
  const [row] = await sql<{ ahead: string }[]>`
    select (greatest(
      (select max(last_tx) from audit_seals),
      (select max(e.tx) from schools s cross join lateral (
        select tx from audit_events where school_id = s.id order by tx desc limit 1) e),
      (select tx from audit_events where school_id is null order by tx desc limit 1)
    ) - audit_tx() + audit_tx_offset())::text as ahead`;
  const [now] = await sql<{ offset: string }[]>`select audit_tx_offset()::text as offset`;
  const [ahead, offset] = [BigInt(row?.ahead ?? 0), BigInt(now?.offset ?? 0)];
  if (ahead <= offset) return;
  await sql.unsafe(`create or replace function audit_tx_offset() returns bigint
    language sql stable parallel safe as 'select ${ahead + 1n}::bigint'`);
}
