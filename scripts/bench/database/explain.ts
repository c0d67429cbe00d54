import postgres from "postgres";
import { BY_VALUES } from "#db/prepared.ts";
import { type PlanNode, planLines } from "#scripts/bench/database/plan.ts";
import { literal, type Statement } from "#scripts/bench/database/statements.ts";
import { type Spread, spreadOf } from "#scripts/bench/figure.ts";

type Explained = { Plan: PlanNode; "Planning Time"?: number; "Execution Time"?: number };

/** PostgreSQL tries a statement five times with its values before it settles for one plan or goes on planning. */
const SETTLING = 6;
const MOST_ROUNDS = 300;
const LEAST_ROUNDS = 10;
/** Beyond this a figure has been measured for long enough. */
const BUDGET_MS = 1_500;

/** What a question takes within PostgreSQL, in ms, with the time in which it is planned; and how it is answered. */
export type InDatabase = { spread: Spread; plan: string[] };

/** A connection of its own, on which questions are measured. */
export class Explainer {
  readonly #sql: postgres.Sql;

  constructor(url: string) {
    this.#sql = postgres(url, {
      max: 1,
      onnotice: () => {},
      connection: { statement_timeout: 0 },
    });
  }

  async #prepare(statements: readonly Statement[]): Promise<string[]> {
    const byValues = statements.some(({ query }) => query.includes(BY_VALUES));
    await this.#sql.unsafe(`set plan_cache_mode = ${byValues ? "force_custom_plan" : "auto"}`);
    await this.#sql.unsafe("deallocate all");
    const calls: string[] = [];
    for (const [at, { query, values }] of statements.entries()) {
      await this.#sql.unsafe(`prepare asked_${at} as ${query}`);
      const given = values.length === 0 ? "" : `(${values.map(literal).join(", ")})`;
      calls.push(`execute asked_${at}${given}`);
    }
    return calls;
  }

  async #explain(call: string): Promise<Explained> {
    const [row] = await this.#sql.unsafe<{ "QUERY PLAN": Explained[] }[]>(
      `explain (analyze, timing off, format json) ${call}`,
    );
    const [explained] = row?.["QUERY PLAN"] ?? [];
    if (explained === undefined) throw new Error("PostgreSQL explains nothing.");
    return explained;
  }

  /** Measures the questions of one piece of work, again and again, as a process that keeps its statements asks them. */
  async measure(statements: readonly Statement[], budgetMs = BUDGET_MS): Promise<InDatabase> {
    const calls = await this.#prepare(statements);
    const times: number[] = [];
    const plan: string[] = [];
    const began = performance.now();
    for (let round = -SETTLING; round < MOST_ROUNDS; round += 1) {
      let sum = 0;
      for (const call of calls) {
        const explained = await this.#explain(call);
        sum += (explained["Planning Time"] ?? 0) + (explained["Execution Time"] ?? 0);
        if (round === 0) plan.push(...planLines(explained.Plan));
      }
      if (round >= 0) times.push(sum);
      if (times.length >= LEAST_ROUNDS && performance.now() - began > budgetMs) break;
    }
    return { spread: spreadOf(times), plan };
  }

  /** How they are answered, without being asked. */
  async plans(statements: readonly Statement[]): Promise<string[]> {
    const calls = await this.#prepare(statements);
    const plans: string[] = [];
    for (const call of calls) {
      const [row] = await this.#sql.unsafe<{ "QUERY PLAN": Explained[] }[]>(`explain (format json) ${call}`);
      plans.push(...(row?.["QUERY PLAN"] ?? []).flatMap(({ Plan }) => planLines(Plan)));
    }
    return plans;
  }

  /** Runs a setting or a statement on the connection. */
  async run(statement: string): Promise<void> {
    await this.#sql.unsafe(statement);
  }

  async end(): Promise<void> {
    await this.#sql.end({ timeout: 2 });
  }
}
