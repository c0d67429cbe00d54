/** A statement that a running older version, or its users, would not survive, and why. */
export type Hazard = { statement: string; problem: string };

const BREAKPOINT = /-->\s*statement-breakpoint/;
/** Above a statement: why it may be so all the same. */
const SAID = /^\s*--\s*survives:\s*\S.{9,}/m;

const RULES: readonly { pattern: RegExp; problem: string }[] = [
  { pattern: /\bdrop\s+(table|column|view)\b/i, problem: "takes away what the version before reads" },
  { pattern: /\brename\b/i, problem: "takes away a name that the version before uses" },
  {
    pattern: /\balter\s+column\b[^;]*\b(set\s+data\s+)?type\b/i,
    problem: "writes the whole table anew, and is read differently by the version before",
  },
  {
    pattern: /\balter\s+column\b[^;]*\bset\s+not\s+null\b/i,
    problem: "refuses what the version before writes, and reads the whole table under a lock",
  },
  {
    pattern: /\balter\s+column\b[^;]*\bdrop\s+default\b/i,
    problem: "refuses what the version before writes",
  },
];

/** Rules about tables that are there already: what is done to one that this migration makes nobody waits for. */
const OF_EXISTING: readonly { pattern: RegExp; problem: string }[] = [
  {
    pattern:
      /\balter\s+table\s+(?:only\s+)?(?:"public"\.)?"?(\w+)"?\s+add\s+column\b(?=[^;]*\bnot\s+null\b)(?![^;]*\b(?:default|generated)\b)/i,
    problem: "refuses what the version before writes: give it a default",
  },
  {
    pattern: /\balter\s+table\s+(?:"public"\.)?"?(\w+)"?\s+add\s+constraint\b(?![^;]*\bnot\s+valid\b)/i,
    problem: "reads the whole table under a lock: add it NOT VALID, and validate it in the next version",
  },
  {
    pattern: /\bcreate\s+(?:unique\s+)?index\b[^;]*?\bon\s+(?:"public"\.)?"?(\w+)"?/i,
    problem: "keeps everybody from writing for as long as it takes to build",
  },
  {
    pattern: /\b(?:update|delete\s+from)\s+"?(\w+)"?\s/i,
    problem: "may touch every row in one transaction: let a job do it",
  },
  { pattern: /\block\s+table\s+"?(\w+)"?/i, problem: "keeps everybody waiting" },
];

const CREATED = /\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(?:"public"\.)?"?(\w+)"?/gi;

/** Bodies of functions run later, and by whoever calls them. */
const withoutBodies = (sql: string) => sql.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''");
const withoutComments = (sql: string) => sql.replace(/--.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");

function problemsOf(statement: string, own: ReadonlySet<string>): string[] {
  const plain = withoutComments(statement);
  // What happens when a row of another table goes is no statement of its own.
  const acting = plain.replace(/\bon\s+(?:update|delete)\s+(?:cascade|restrict|no\s+action|set\s+\w+)/gi, "");
  return [
    ...RULES.filter(({ pattern }) => pattern.test(plain)),
    ...OF_EXISTING.filter(({ pattern }) => {
      const table = pattern.exec(acting)?.[1]?.toLowerCase();
      return table !== undefined && !own.has(table);
    }),
  ].map(({ problem }) => problem);
}

/**
 * What in a migration the version before, which runs on beside it, would not survive (docs/deploy.md, "Upgrading"). A
 * line `-- survives: why` above a statement lets it through, for a reason that a reader can judge.
 */
export function hazards(sql: string): Hazard[] {
  const statements = withoutBodies(sql)
    .split(BREAKPOINT)
    .flatMap((part) => part.split(/;\s*$/m))
    .map((statement) => statement.trim())
    .filter((statement) => withoutComments(statement).trim() !== "");
  const own = new Set([...withoutComments(sql).matchAll(CREATED)].map(([, name]) => `${name}`.toLowerCase()));
  return statements
    .filter((statement) => !SAID.test(statement))
    .flatMap((statement) => problemsOf(statement, own).map((problem) => ({ statement, problem })));
}
