import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolder } from "#scripts/start/make-folder.ts";

/** What a demo knows of its data folder: from when its past is counted back, and whether it has all its files. */
type Note = { anchor: string; done: boolean };

const noteOf = (folder: string) => path.join(folder, "demo.json");

export const readNote = (folder: string): Note => JSON.parse(readFileSync(noteOf(folder), "utf8")) as Note;

export const writeNote = (folder: string, note: Note): void =>
  writeFileSync(noteOf(folder), `${JSON.stringify(note)}\n`, { mode: 0o600 });

/**
 * Marks a new folder as a demo's, before anything else is in it. The people of a demo have a password that everybody
 * knows: they must never come into a school that is real.
 * @throws {Error} for a folder with data that no demo has begun.
 */
export function claimFolder(folder: string): void {
  if (existsSync(noteOf(folder))) return;
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is a file, and a folder is needed.`);
    if (readdirSync(folder).length > 0) {
      throw new Error(
        `${folder} has data of something else: a demo does not begin with it. Name a new folder.`,
      );
    }
  }
  // As `prepareDataFolder` makes it.
  makeFolder(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
  writeNote(folder, { anchor: new Date().toISOString(), done: false });
}
