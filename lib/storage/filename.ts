import { isFilename, MAX_NAME } from "#lib/documents/names.ts";
import { AppError } from "#lib/errors.ts";

const KEY_NAME_BYTES = 180;

/**
 * Refuses the names that no file may have, as `isFilename` tells them.
 * @throws {AppError} `invalid_filename`.
 */
export function checkFilename(name: string): void {
  if (!isFilename(name)) throw new AppError("invalid_filename", { limit: MAX_NAME });
}

/**
 * A name made safe to stand at the end of an object key: NFC; no control, bidi or format characters, separators or
 * reserved characters; runs of dots collapsed; at most 180 bytes of UTF-8, the ending kept where it fits.
 */
export function keySafeName(name: string): string {
  const clean = name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, "")
    // After the removal, which can bring a letter and its accent together.
    .normalize("NFC")
    .replace(/[/\\<>:"|?*%#&{}^`[\]~$+=;,@!']/g, "_")
    .replace(/\s+/gu, "_")
    .replace(/\.{2,}/g, ".")
    .replace(/^[._]+|[._]+$/g, "");
  const dot = clean.lastIndexOf(".");
  const ending = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : "";
  const stem = ending ? clean.slice(0, dot) : clean;
  const cut = cutToBytes(stem, KEY_NAME_BYTES - Buffer.byteLength(ending)).replace(/\.+$/, "");
  return (cut || "file") + ending;
}

/** The longest beginning of `text` that has at most `limit` bytes of UTF-8 and no broken character. */
function cutToBytes(text: string, limit: number): string {
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    kept += character;
  }
  return kept;
}

/** What search and sorting read of a name: lower-case, unaccented, each letter the same wherever it stands. */
export function foldName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll("ς", "σ");
}
