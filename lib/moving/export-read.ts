import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { createInterface } from "node:readline";
import type { z } from "zod";
import {
  type ExportedSchool,
  type ExportHead,
  exportedSchool,
  exportHead,
  HEAD_FILE,
  SCHOOL_FILE,
} from "#lib/moving/export-format.ts";
import { openFile } from "#lib/moving/folder.ts";
import type { SourceFile } from "#lib/moving/types.ts";

/** An export that is there to be read. */
export type OpenExport = { folder: string; head: ExportHead; school: ExportedSchool };

async function parsed<T extends z.ZodType>(schema: T, folder: string, file: string): Promise<z.infer<T>> {
  const read = schema.safeParse(JSON.parse(await readFile(join(folder, file), "utf8")));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(`${file} cannot be read: ${issue?.path.join(".")}: ${issue?.message}.`);
}

/**
 * Opens an export, and holds every file of metadata against the checksum that its head has: nothing is imported of what
 * was changed since, or came only in part.
 * @throws {Error} in words for the terminal.
 */
export async function openExport(root: string): Promise<OpenExport> {
  const folder = await realpath(root);
  const head = await parsed(exportHead, folder, HEAD_FILE);
  for (const [file, sha256] of Object.entries(head.files)) {
    if (!/^[a-z]+\.(ndjson|json|csv|sha256)$/.test(file)) throw new Error(`${HEAD_FILE} names "${file}".`);
    const hash = createHash("sha256");
    if (!(await lstat(join(folder, file)).catch(() => null))?.isFile())
      throw new Error(`The export is not whole: there is no ${file}.`);
    for await (const chunk of createReadStream(join(folder, file))) hash.update(chunk as Buffer);
    if (hash.digest("hex") !== sha256) throw new Error(`${file} is not what was exported.`);
  }
  return { folder, head, school: await parsed(exportedSchool, folder, SCHOOL_FILE) };
}

/**
 * The objects of a file of metadata, one after another.
 * @throws {Error} that says which line cannot be understood.
 */
export async function* readLines<T extends z.ZodType>(
  { folder }: OpenExport,
  file: string,
  schema: T,
): AsyncGenerator<z.infer<T>> {
  const lines = createInterface({ input: createReadStream(join(folder, file), "utf8"), crlfDelay: Infinity });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const read = schema.safeParse(JSON.parse(line));
    const issue = read.error?.issues[0];
    if (!read.success)
      throw new Error(`${file}, line ${number}: ${issue?.path.join(".")}: ${issue?.message}.`);
    yield read.data;
  }
}

/**
 * The bytes of a file of an export.
 * @param file a path that the schema has let pass.
 * @throws {Error} where it is not there, or is reached by a link that leads out of the export.
 */
export async function openExported({ folder }: OpenExport, file: string): Promise<SourceFile> {
  const path = join(folder, file);
  if (!(await realpath(path)).startsWith(folder + sep)) throw new Error("It is not in the export.");
  return openFile(path);
}
