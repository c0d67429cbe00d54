import { stripVTControlCharacters } from "node:util";
import { createTranslator } from "use-intl/core";
import type { CheckId, CheckResult, Group, State } from "#lib/storage/doctor/types.ts";
import en from "#locales/en.json" with { type: "json" };
import es from "#locales/es.json" with { type: "json" };

const MESSAGES = { en, es } as const;
const SIGNS: Readonly<Record<State, string>> = {
  passed: "ok  ",
  note: "note",
  warning: "WARN",
  failed: "FAIL",
  skipped: "skip",
};
const INDENT = " ".repeat(6);
const WIDTH = 100;

/** Breaks a sentence into lines of at most `WIDTH` characters. */
function wrap(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => `${INDENT}${line}\n`).join("");
}

/** What the doctor says on a terminal, in one language. */
export class Report {
  failed = 0;
  readonly #results: CheckResult[] = [];
  readonly #groupOf: ReadonlyMap<CheckId, Group>;
  readonly #t;
  #group: Group | null = null;
  /** What the check before was left out for: said once for all in a row. */
  #because: CheckId | null = null;

  constructor(lang: keyof typeof MESSAGES, groups: readonly { group: Group; checks: readonly CheckId[] }[]) {
    this.#t = createTranslator({ locale: lang, messages: MESSAGES[lang], namespace: "doctor" });
    this.#groupOf = new Map(groups.flatMap(({ group, checks }) => checks.map((id) => [id, group] as const)));
  }

  /** The lines for one more result. */
  add(result: CheckResult): string {
    this.#results.push(result);
    if (result.state === "failed") this.failed += 1;
    const group = this.#groupOf.get(result.id) ?? null;
    const heading = group !== null && group !== this.#group ? `\n${this.#t(`groups.${group}`)}\n` : "";
    this.#group = group;
    const { message, advice } = this.#say(result);
    const title = this.#t(`checks.${result.id}`);
    const told = result.because !== undefined && result.because === this.#because;
    this.#because = result.because ?? null;
    if (told) return `${heading}${SIGNS.skipped}  ${title}\n`;
    const todo = advice === null ? "" : wrap(`-> ${advice}`);
    const line = `${heading}${SIGNS[result.state]}  ${title}\n${wrap(message)}${todo}`;
    // What a store says of itself may reach a sentence, and must not steer a terminal.
    return stripVTControlCharacters(line);
  }

  /** The last line: what it comes to. */
  closing(): string {
    const named = (state: State) =>
      this.#results.filter((result) => result.state === state).map(({ id }) => this.#t(`checks.${id}`));
    const [failures, warnings] = [named("failed"), named("warning")];
    if (failures.length > 0)
      return `\n${this.#t("withFailures", { count: failures.length })} ${failures.join(", ")}\n`;
    if (warnings.length > 0)
      return `\n${this.#t("withWarnings", { count: warnings.length })} ${warnings.join(", ")}\n`;
    return `\n${this.#t("allRight")}\n`;
  }

  /** Everything, for programs. */
  summary() {
    const results = this.#results.map((result) => ({
      ...result,
      group: this.#groupOf.get(result.id),
      title: this.#t(`checks.${result.id}`),
      ...this.#say(result),
    }));
    return { ok: this.failed === 0, results };
  }

  #say({ finding, because, details }: CheckResult): { message: string; advice: string | null } {
    const t = this.#t;
    if (because !== undefined)
      return { message: t("skippedFor", { check: t(`checks.${because}`) }), advice: null };
    const values = { ...details } as never;
    const advice = `findings.${finding}.do` as "findings.refused.do";
    return {
      message: t(`findings.${finding}.is`, values),
      advice: t.has(advice) ? t(advice, values) : null,
    };
  }
}
