import { expect, test } from "vitest";
import { Explainer } from "#scripts/bench/database/explain.ts";
import { fillGround, type Ground } from "#scripts/bench/database/ground.ts";
import { questionsOf } from "#scripts/bench/database/questions.ts";
import { statementsOf } from "#scripts/bench/database/statements.ts";
import { onOwnDatabase } from "#scripts/bench/own-database.ts";

// With few rows PostgreSQL may well read or sort them all, so it is forbidden to: what is left is the way that it goes
// with millions, where the index is there, and a sort where it is not.
const ALONG_INDEXES = "set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off";
const BY_WORDS = "set enable_indexscan = off; set enable_bitmapscan = on; set enable_sort = on";

const IN_ORDER: Readonly<Record<string, string>> = {
  newest: "documents_newest_idx",
  "newest, for a teacher": "documents_newest_idx",
  oldest: "documents_newest_idx",
  "by name": "documents_name_idx",
  "by size from the largest": "documents_size_idx",
  trash: "documents_trash_idx",
  "trash, for a teacher": "documents_own_trash_idx",
  "kind report": "documents_kind_newest_idx",
  "type video, of which there is none": "documents_family_newest_idx",
  "by somebody who uploaded five": "documents_uploader_newest_idx",
  "of a year": "documents_year_newest_idx",
  "class rare": "documents_class_newest_idx",
  "tag rare": "document_tags_newest_idx",
  "tag common, media alone": "document_tags_kind_newest_idx",
};
const BY_PIECES: Readonly<Record<string, string>> = {
  "search: nothing has it": "documents_name_trgm_idx",
  "search: two letters that none has": "documents_name_pieces_idx",
};

async function plansOf(ground: Ground, explainer: Explainer, names: readonly string[]) {
  const { pageOfRows } = await import("#lib/documents/data.ts");
  await pageOfRows(ground.administrator, { view: "live" });
  const plans: Record<string, string> = {};
  for (const { name, actor, query } of questionsOf(ground)) {
    if (!names.includes(name)) continue;
    plans[name] = (await explainer.plans(await statementsOf(() => pageOfRows(actor, query)))).join("\n");
  }
  return plans;
}

/** The questions whose plan has not the index that it should have. */
const without = (plans: Readonly<Record<string, string>>, indexes: Readonly<Record<string, string>>) =>
  Object.entries(indexes).filter(([name, index]) => !plans[name]?.includes(index));

test("every list goes along the index that was made for it, and every search by pieces of names", async () => {
  await onOwnDatabase(async (url) => {
    const ground = await fillGround(4_000);
    const explainer = new Explainer(url);
    try {
      await explainer.run(ALONG_INDEXES);
      const ordered = await plansOf(ground, explainer, Object.keys(IN_ORDER));
      expect(without(ordered, IN_ORDER)).toEqual([]);
      expect(Object.keys(ordered).filter((name) => ordered[name]?.includes("Sort"))).toEqual([]);
      await explainer.run(BY_WORDS);
      const searched = await plansOf(ground, explainer, Object.keys(BY_PIECES));
      expect(without(searched, BY_PIECES)).toEqual([]);
    } finally {
      await explainer.end();
    }
  });
}, 120_000);
