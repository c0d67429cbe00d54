import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Actor } from "#lib/auth/actor.ts";
import type { Kind } from "#lib/documents/constants.ts";
import type { SourceEntry } from "#lib/moving/types.ts";
import { watched } from "#scripts/moving/watched.ts";

/** Where files come from. */
export type Source = { name: string; files: (but: readonly string[]) => AsyncIterable<SourceEntry> };

export type Plain = {
  usual: { kind: Kind };
  isDry: boolean;
  atOnce: number;
  metadata: string | null;
  report: string | null;
};

/** Imports the files of a source, and tells how it goes. Answers the exit code. */
export async function importPlain(actor: Actor, source: Source, asked: Plain): Promise<number> {
  const { importFiles } = await import("#lib/moving/import-files.ts");
  const { readSheet } = await import("#lib/moving/sheet.ts");
  const { metadata } = asked;
  if (metadata !== null && !(await stat(metadata).catch(() => null))?.isFile())
    throw new Error(`There is no file ${metadata}.`);
  const own = [metadata, asked.report].flatMap((path) => path ?? []);
  return watched(asked, async (watch) => ({
    totals: await importFiles(actor, {
      ...watch,
      name: source.name,
      files: () => source.files(own.map((path) => resolve(path))),
      sheet: metadata === null ? null : () => readSheet(metadata),
      usual: asked.usual,
      isDry: asked.isDry,
      atOnce: asked.atOnce,
    }),
  }));
}
