import { Explainer } from "#scripts/bench/database/explain.ts";
import { fillGround } from "#scripts/bench/database/ground.ts";
import { comparePlans } from "#scripts/bench/database/kept-plans.ts";
import { measureLists } from "#scripts/bench/database/lists.ts";
import { measureOthers } from "#scripts/bench/database/others.ts";
import { sizesOf } from "#scripts/bench/database/sizes.ts";
import { once } from "#scripts/bench/figure.ts";
import { onOwnDatabase } from "#scripts/bench/own-database.ts";
import type { Measure } from "#scripts/bench/parts.ts";

/** What the product asks of PostgreSQL, within it. */
export const measure: Measure = ({ rows, brief, keepPlans }) =>
  onOwnDatabase(async (url) => {
    const began = performance.now();
    const ground = await fillGround(rows);
    const filled = once((performance.now() - began) / 1000);
    const explainer = new Explainer(url);
    try {
      const { figures, plans } = await measureLists(ground, explainer, brief);
      const others = await measureOthers(ground, explainer, brief);
      if (brief) return [...figures, ...others];
      return [
        ...figures,
        ...others,
        ...comparePlans(plans, rows, keepPlans),
        ...(await sizesOf(rows)),
        { name: `filling it with ${rows.toLocaleString("en-GB")} documents`, unit: "s", ours: filled },
      ];
    } finally {
      await explainer.end();
    }
  });
