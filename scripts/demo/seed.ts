import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { closeDatabase } from "#db/client.ts";
import { fillSchool } from "#scripts/demo/fill.ts";
import { dataFolder } from "#scripts/start/data-folder.ts";

type Kept = { anchor: string; done: boolean };

const file = path.join(dataFolder(process.env), "demo.json");
const say = (line: string) => process.stdout.write(`${line}\n`);
const keep = (kept: Kept) => writeFileSync(file, `${JSON.stringify(kept)}\n`, { mode: 0o600 });

// A folder that was kept goes on from where it was: what somebody has deleted since is not brought back.
const kept: Kept = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as Kept)
  : { anchor: new Date().toISOString(), done: false };

try {
  if (!kept.done) {
    keep(kept);
    const begun = performance.now();
    const stored = await fillSchool(new Date(kept.anchor), (count, all) => {
      if (count % 50 === 0 && count < all) say(`  ${count} of ${all} files uploaded and checked`);
    });
    keep({ ...kept, done: true });
    say(`  ${stored} files uploaded and checked in ${Math.round((performance.now() - begun) / 1000)} s.`);
  }
} finally {
  await closeDatabase();
}
