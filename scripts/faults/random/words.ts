import type { Operation, PlannedFault, RoundPlan } from "#scripts/faults/random/plan.ts";

const kB = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
const appOf = ({ app }: Operation) => `app ${"AB"[app]}`;

/** An operation in a few words. */
export function operationWords(operation: Operation): string {
  const from = `+${operation.afterMs} ms ${appOf(operation)}`;
  if (operation.deed === "upload")
    return `${from}: upload ${kB(operation.bytes)} (${operation.way}), ${operation.ending}`;
  if (operation.deed === "false file") return `${from}: upload a false file (${operation.way})`;
  if (operation.deed === "replace")
    return `${from}: replace file ${operation.target} by ${kB(operation.bytes)} (${operation.way})`;
  return `${from}: ${operation.deed} file ${operation.target}`;
}

/** A fault in a few words. */
export function faultWords(fault: PlannedFault): string {
  const from = `+${fault.afterMs} ms`;
  if (fault.on === "process") return `${from}: ${fault.how} ${fault.place}, away ${fault.downMs} ms`;
  if (fault.on === "service") return `${from}: ${fault.how} of the ${fault.service}, away ${fault.downMs} ms`;
  if (fault.on === "line")
    return `${from}: ${fault.how} between ${fault.place} and the database, ${fault.forMs} ms`;
  return `${from}: store ${fault.how} ×${fault.times} for ${fault.way}`;
}

/** A round on one line. */
export const roundWords = ({ round, operations, faults }: RoundPlan) =>
  `round ${round}: ${[...operations.map(operationWords), ...faults.map(faultWords)].join("; ")}`;
