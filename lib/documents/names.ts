import { KNOWN_TYPES } from "#lib/documents/constants.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";

/** Characters a name may have, counted as people count them. */
export const MAX_NAME = 255;

/** Endings that a system runs or a browser renders: no file may carry one, whatever its bytes are (ASVS 5.2.2). */
const ACTIVE_ENDING =
  /\.(exe|com|bat|cmd|scr|pif|msi|msp|dll|cpl|sys|hta|htm|html|xhtml|shtml|svg|xml|xsl|js|mjs|jse|vbs|vbe|wsf|wsh|ps1|psm1|jar|sh|lnk|url|reg|inf|apk|app|dmg|iso|php|asp|aspx|jsp|docm|dotm|xlsm|pptm)[.\s]*$/i;

/** Endings that systems open with a program of their own, besides those that the policy takes. */
const KNOWN_ENDING =
  /\.(xlsx?|ppsx?|pptx?|odt|ods|odp|rtf|txt|csv|tsv|md|json|zip|7z|rar|tar|gz|tgz|heic|heif|tiff?|bmp|avif|ico|psd|avi|mkv|wmv|mpe?g|flac|aac|aiff|wma|mid|epub|mobi|eml|msg|ics|vcf|pages|numbers|key|pub|vsdx?|accdb|mdb|ps|eps)$/;

/** A name as people and systems take it: without what cannot be seen, and letters of other widths as plain ones. */
function asSeen(name: string): string {
  return name.normalize("NFKC").replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "");
}

/** Whether a name has an ending that no file may carry. */
export function hasActiveEnding(name: string): boolean {
  return ACTIVE_ENDING.test(asSeen(name));
}

/**
 * Whether a file may have this name at all: not empty, `.` or `..`, without NUL, CR, LF or half a surrogate pair, of at
 * most 255 characters. Everything else is kept exactly as given.
 */
export function isFilename(name: string): boolean {
  return !(
    name === "" ||
    name === "." ||
    name === ".." ||
    /[\0\r\n]/.test(name) ||
    !name.isWellFormed() ||
    Array.from(name).length > MAX_NAME
  );
}

const policyTypes = Object.entries(KNOWN_TYPES);

/** The endings that go with a content type, lower-case, with their dot; none for a type that no policy has. */
function endingsOf(contentType: string): readonly string[] {
  return [...new Set(policyTypes.flatMap(([type, endings]) => (type === contentType ? endings : [])))];
}

/** The part of a name that says what the file is, dot included, as it is written; empty where none fits the type. */
export function fittingEnding(name: string, contentType: string): string {
  const ending = endingsOf(contentType).find((known) => name.toLowerCase().endsWith(known));
  return ending === undefined ? "" : name.slice(-ending.length);
}

/** Whether a name says that the file is of another type than this one. */
function contradicts(name: string, contentType: string): boolean {
  if (fittingEnding(name, contentType) !== "") return false;
  const seen = asSeen(name).toLowerCase().trimEnd();
  const ofPolicy = policyTypes.some(([, endings]) => endings.some((ending) => seen.endsWith(ending)));
  return ofPolicy || KNOWN_ENDING.test(seen) || hasActiveEnding(name);
}

/**
 * Why a stored file cannot take this name, or null where it can. What a file is was found out from its bytes, and a
 * name must not say otherwise; one that says nothing is taken, as it is when a file comes.
 */
export function nameProblem(
  name: string,
  contentType: string,
): { code: ErrorCode; details: ErrorDetails } | null {
  if (!isFilename(name)) return { code: "invalid_filename", details: { limit: MAX_NAME } };
  if (!contradicts(name, contentType)) return null;
  return { code: "extension_mismatch", details: { accepted: endingsOf(contentType).join(", ") } };
}

/**
 * The name that somebody means who typed this over `file`'s: without space around it, and with the ending that it had
 * where they left that out. Empty where nothing but the ending is left.
 */
export function meantName(typed: string, file: { filename: string; contentType: string }): string {
  const name = typed.trim();
  const ending = fittingEnding(file.filename, file.contentType);
  if (ending === "" || contradicts(name, file.contentType)) return name;
  const own = fittingEnding(name, file.contentType);
  const stem = (own === "" ? name : name.slice(0, -own.length)).replace(/[.\s]+$/, "");
  if (stem === "") return "";
  return own === "" ? stem + ending : name;
}

type NamedFile = { filename: string; contentType: string };

/**
 * What a document is called once it holds `next`: its own name, whatever the new file is called, with another ending
 * where it is of another type now. Too long a name is cut before its ending.
 */
export function nameOfNext(now: NamedFile, next: NamedFile): string {
  const { filename } = now;
  if (!contradicts(filename, next.contentType)) return filename;
  const ending = fittingEnding(next.filename, next.contentType) || (endingsOf(next.contentType)[0] ?? "");
  const before = fittingEnding(filename, now.contentType);
  const stem = before === "" ? filename : filename.slice(0, -before.length);
  return (
    Array.from(stem)
      .slice(0, MAX_NAME - ending.length)
      .join("") + ending
  );
}
