import { type Bar, type Figure, ratioOf, type Spread, verdictOf } from "#scripts/bench/figure.ts";
import type { Machine } from "#scripts/bench/machine.ts";

/** What has come of one part. */
export type PartReport = {
  part: string;
  title: string;
  /** Seconds that it took. */
  seconds: number;
  /** Load of the machine when it began. */
  load: number;
} & ({ figures: Figure[] } | { failed: string });

export type Report = {
  commit: string;
  /** When it was made, in UTC. */
  date: string;
  command: string;
  machine: Machine;
  parts: PartReport[];
};

/** A number in as many digits as say something. */
export function written(value: number): string {
  if (Number.isNaN(value)) return "-";
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString("en-GB");
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 || size === 0 ? 2 : 3);
}

const withUnit = (value: number, unit: string) => `${written(value)}${unit && ` ${unit}`}`;
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function spread({ rounds, least, p99, most }: Spread): string {
  if (rounds === 1) return "once";
  return `${written(least)} to ${written(most)}, p99 ${written(p99)} (${rounds})`;
}

function barOf(bar: Bar | undefined, unit: string): string {
  if (bar === undefined) return "";
  const [word, value] = "atMost" in bar ? ["at most", bar.atMost] : ["at least", bar.atLeast];
  if (bar.of === "ratio") return `${word} ${written(value)} of it`;
  return `${bar.of === "p99" ? "p99 " : ""}${word} ${withUnit(value, unit)}`;
}

function row(figure: Figure): string {
  const { name, unit, ours, peer, bar, note } = figure;
  const ratio = ratioOf(figure);
  const cells = [
    note === undefined ? name : `${name} (${note})`,
    withUnit(ours.middle, unit),
    spread(ours),
    peer === undefined ? "" : `${peer.name}: ${withUnit(peer.spread.middle, unit)}`,
    ratio === null ? "" : written(ratio),
    barOf(bar, unit),
    { met: "met", missed: "**missed**", told: "" }[verdictOf(figure)],
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

const HEAD = [
  "| Figure | Ours | Least to most, p99 (rounds) | Beside | Ratio | Bar | |",
  "|---|---:|---|---|---:|---|---|",
];

function section(part: PartReport): string[] {
  const took = `Took ${Math.round(part.seconds)} s; load ${written(part.load)} at the beginning.`;
  const found =
    "failed" in part ? [`**Not measured:** ${cell(part.failed)}`] : [...HEAD, ...part.figures.map(row)];
  return [`## ${part.title}`, "", took, "", ...found, ""];
}

/** How many figures are within their bars, how many are not, how many have none, and what was not measured. */
export function tally(parts: readonly PartReport[]) {
  const figures = parts.flatMap((part) => ("failed" in part ? [] : part.figures));
  const of = (verdict: string) => figures.filter((figure) => verdictOf(figure) === verdict);
  return {
    met: of("met").length,
    missed: of("missed").map(({ name }) => name),
    told: of("told").length,
    failed: parts.flatMap((part) => ("failed" in part ? [part.title] : [])),
  };
}

/** Most figures that the one line names. */
const NAMED = 8;

/** One line that says how it went. */
export function inShort(parts: readonly PartReport[]): string {
  const { met, missed, told, failed } = tally(parts);
  const rest = failed.length === 0 ? "" : ` Not measured: ${failed.join(", ")}.`;
  const named = missed.length > NAMED ? [...missed.slice(0, NAMED), "and others"] : missed;
  const not = missed.length === 0 ? "none missed" : `${missed.length} missed (${named.join("; ")})`;
  return `${met} bars met, ${not}; ${told} figures told without a bar.${rest}`;
}

/** The report as Markdown: what comes before it in a document, and after, is the document's. */
export function renderReport({ commit, date, command, machine, parts }: Report): string {
  const { processor, cores, memory, disk, kernel, node, postgres, chromium } = machine;
  const lines = [
    `Commit ${commit}, ${date} UTC, by \`${command}\`.`,
    "",
    `${processor}, ${cores} cores, ${memory} GiB of memory; disk ${disk}; Linux ${kernel}; Node.js ${node}, embedded PostgreSQL ${postgres}, ${chromium}.`,
    "",
    `**${inShort(parts)}**`,
    "",
    ...parts.flatMap(section),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}
