/** A node of a plan, as EXPLAIN writes it in JSON. */
export type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Join Type"?: string;
  "Subplan Name"?: string;
  Plans?: PlanNode[];
};

/** Comes and goes with the number of rows and says nothing of how they are found. */
const PASSING = new Set(["Gather", "Gather Merge", "Materialize", "Memoize", "Hash", "Result", "ProjectSet"]);

/** A plan without what hangs on the day: kinds of steps, and tables and indexes by their names; no costs, no counts. */
export function planLines(node: PlanNode, depth = 0): string[] {
  const isPassing = PASSING.has(node["Node Type"]);
  const name = node["Index Name"] ?? node["Relation Name"];
  const own = `${"  ".repeat(depth)}${node["Node Type"]}${name === undefined ? "" : ` ${name}`}`;
  const below = (node.Plans ?? []).flatMap((child) => planLines(child, isPassing ? depth : depth + 1));
  return isPassing ? below : [own, ...below];
}

/** Plans by the name of what is asked, as a text that people can read and compare. */
export function writePlans(plans: ReadonlyMap<string, readonly string[]>): string {
  return [...plans]
    .map(([name, lines]) => `${name}\n${lines.map((line) => `  ${line}\n`).join("")}`)
    .join("\n");
}

/** What `writePlans` wrote. */
export function readPlans(text: string): Map<string, string[]> {
  const plans = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("  ")) lines.push(line.slice(2));
    else if (line !== "") plans.set(line, (lines = []));
  }
  return plans;
}

/** The names of those whose plan is another one, or is not known. */
export function changedPlans(
  kept: ReadonlyMap<string, readonly string[]>,
  found: ReadonlyMap<string, readonly string[]>,
): string[] {
  return [...found].flatMap(([name, lines]) =>
    kept.get(name)?.join("\n") === lines.join("\n") ? [] : [name],
  );
}
