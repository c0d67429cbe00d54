import postgres from "postgres";

/** A table as its rows are written out: text as COPY has it, columns in this order. */
export type Table = { name: string; columns: string[] };

/** Where a sequence is; `called` as `setval` takes it. */
export type Sequence = { name: string; value: string; called: boolean };

/**
 * What is true for minutes or for one browser alone. A copy of the database must not bring back a session that was ended
 * since, or a link that was used.
 */
const FLEETING: readonly string[] = [
  "idempotency_keys",
  "password_resets",
  "rate_limits",
  "heartbeats",
  "sessions",
  "setup_links",
  "sign_in_steps",
];

/**
 * The jobs that wait, in the words of the queue's own function: its tables differ from version to version. Those that
 * the queue adds by itself, by the clock, come again by themselves.
 */
const JOBS = `select t.identifier as task, j.payload::text as payload, q.queue_name as queue, j.run_at,
    j.max_attempts, j.key, j.priority, (select array_agg(f) from jsonb_object_keys(j.flags) f) as flags
  from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
  left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
  where j.attempts < j.max_attempts and j.payload::jsonb -> '_cron' is null
  order by j.id`;

/**
 * A connection for work that takes as long as it takes: a server may have deadlines of its own, which are meant for
 * pages. What is written out is read in again the same way, whatever the role's own settings say.
 */
export const aloneFor = (name: string) =>
  ({
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: {
      application_name: name,
      statement_timeout: 0,
      idle_in_transaction_session_timeout: 0,
      TimeZone: "UTC",
      DateStyle: "ISO, YMD",
      IntervalStyle: "postgres",
      bytea_output: "hex",
      extra_float_digits: 3,
    },
  }) as const;

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A database as it was at one moment. */
export type Snapshot = {
  /** When the migration was made that the tables are of: which version of them these are. */
  version: number;
  /** PostgreSQL's, such as 15.14. */
  server: string;
  tables: Table[];
  sequences: Sequence[];
  /** The rows of a table, as COPY takes them: a line each. */
  rows: (table: Table) => AsyncIterable<Buffer>;
  /** The jobs that wait, likewise. */
  jobs: () => AsyncIterable<Buffer>;
  /** Asks for rows of the same moment, so many at a time. */
  ask: <Row extends object>(query: string) => AsyncIterable<Row[]>;
};

const AT_A_TIME = 1_000;
/** Rows with all their columns: a seal of the audit has 300 kB of text. */
const ROWS_AT_A_TIME = 100;

const NOTHING = Buffer.from("\\N");
const [TAB, LINE] = [Buffer.from("\t"), Buffer.from("\n")];
/** What COPY reads as something else than itself, and how it is written. */
const ESCAPED: ReadonlyMap<number, string> = new Map([
  [0x5c, "\\\\"],
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
]);

function escaped(value: Buffer): Buffer {
  if (ESCAPED.keys().every((byte) => !value.includes(byte))) return value;
  // Latin 1 has a character for each byte, so that none is changed on the way.
  const text = value
    .toString("latin1")
    .replace(/[\\\t\n\r]/g, (sign) => ESCAPED.get(sign.charCodeAt(0)) ?? sign);
  return Buffer.from(text, "latin1");
}

/**
 * What a query finds, in the text form of COPY. COPY itself hangs in the client: a stream that is held back by its reader
 * when its last row comes leaves the connection held back for ever.
 */
async function* asCopied(sql: postgres.TransactionSql, query: string): AsyncGenerator<Buffer> {
  for await (const rows of sql.unsafe(query).raw().cursor(ROWS_AT_A_TIME)) {
    const pieces: Buffer[] = [];
    for (const row of rows as unknown as (Buffer | null)[][]) {
      for (const [at, value] of row.entries()) {
        if (at > 0) pieces.push(TAB);
        pieces.push(value === null ? NOTHING : escaped(value));
      }
      pieces.push(LINE);
    }
    yield Buffer.concat(pieces);
  }
}

async function versionOf(sql: postgres.TransactionSql): Promise<number> {
  const [there] = await sql<{ is: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as is`;
  if (!there?.is) throw new Error("There is nothing of Athena Docs in this database.");
  const [last] = await sql<{ at: string }[]>`
    select max(created_at)::text as at from drizzle.__drizzle_migrations`;
  return Number(last?.at ?? 0);
}

/** Every table of the product with its columns, those that are computed left out. */
export async function tablesOf(sql: postgres.TransactionSql): Promise<Table[]> {
  return sql<Table[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    group by c.relname order by c.relname`;
}

async function sequencesOf(sql: postgres.TransactionSql): Promise<Sequence[]> {
  const names = await sql<{ name: string }[]>`
    select sequencename as name from pg_sequences where schemaname = 'public' order by sequencename`;
  const found: Sequence[] = [];
  for (const { name } of names) {
    const [row] = await sql.unsafe<{ value: string; called: boolean }[]>(
      `select last_value::text as value, is_called as called from public.${quoted(name)}`,
    );
    if (row) found.push({ name, ...row });
  }
  return found;
}

const listed = ({ columns }: Table) => columns.map(quoted).join(", ");

/**
 * Reads a database as it is at one moment, whatever is written meanwhile: one transaction that only reads. No client
 * program of PostgreSQL is needed, and no right but to read.
 * @throws {Error} whose message says in one line what is wrong with the database.
 */
export async function withSnapshot<T>(url: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const sql = postgres(url, aloneFor("athena-docs backup"));
  try {
    const done = await sql.begin("isolation level repeatable read read only", async (tx) => {
      const [server] = await tx<{ version: string }[]>`select current_setting('server_version') as version`;
      const result = await work({
        version: await versionOf(tx),
        server: server?.version ?? "",
        tables: (await tablesOf(tx)).filter(({ name }) => !FLEETING.includes(name)),
        sequences: await sequencesOf(tx),
        rows: (table) => asCopied(tx, `select ${listed(table)} from public.${quoted(table.name)}`),
        jobs: () => asCopied(tx, JOBS),
        ask: <Row extends object>(query: string) => tx.unsafe<Row[]>(query).cursor(AT_A_TIME),
      });
      return { result };
    });
    return done.result;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
