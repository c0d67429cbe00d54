import { closeDatabase } from "#db/client.ts";
import { fillSchool } from "#scripts/demo/fill.ts";
import { readNote, writeNote } from "#scripts/demo/folder.ts";
import { dataFolder } from "#scripts/start/data-folder.ts";

const folder = dataFolder(process.env);
const say = (line: string) => process.stdout.write(`${line}\n`);

// A folder that was kept goes on from where it was: what somebody has deleted since is not brought back.
const note = readNote(folder);

try {
  if (!note.done) {
    const begun = performance.now();
    const stored = await fillSchool(new Date(note.anchor), (count, all) => {
      if (count % 50 === 0 && count < all) say(`  ${count} of ${all} files uploaded and checked`);
    });
    writeNote(folder, { ...note, done: true });
    say(`  ${stored} files uploaded and checked in ${Math.round((performance.now() - begun) / 1000)} s.`);
  }
} finally {
  await closeDatabase();
}
