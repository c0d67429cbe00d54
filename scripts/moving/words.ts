import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";
import type { LeftOut } from "#lib/moving/types.ts";

/** Bytes as people read them: 1.2 GB. */
export function size(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const figure = bytes / 1000 ** power;
  return `${power === 0 ? figure : figure.toFixed(figure < 10 ? 1 : 0)} ${units[power]}`;
}

export const number = (count: number) => new Intl.NumberFormat("en").format(count);

/** One or more of something: 1 file, 2,000 files. */
export const several = (count: number, one: string, more = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : more}`;

/** A name as a terminal can show it: nothing in it moves the cursor, turns letters around or hides. */
export function plainName(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}

const LEFT_OUT: Readonly<Record<LeftOut, string>> = {
  hidden: "hidden, or of the system: left out",
  symlink: "a link: not followed",
  not_a_file: "neither a file nor a folder",
  unreadable: "cannot be read",
  name_not_utf8: "its name is not UTF-8",
  not_there: "named in the metadata, and not there",
  bytes_missing: "its bytes are missing in the export",
  bytes_differ: "its bytes are not those that the export has named",
};

export const leftOutWords = (why: LeftOut) => LEFT_OUT[why];

const REFUSED: Partial<Record<ErrorCode, (details: ErrorDetails) => string>> = {
  invalid_filename: () => "a name that no file may have here",
  empty_file: () => "empty",
  file_too_large: ({ limit, size: has }) =>
    `too large: ${size(Number(has ?? 0))}, and at most ${size(Number(limit ?? 0))} are taken`,
  unsupported_type: ({ accepted }) => `a type that is not taken here; taken are ${accepted}`,
  content_mismatch: ({ found }) => `its bytes are not what its name says (${found})`,
  file_cut_short: () => "cut short: its end is missing",
  checksum_mismatch: () => "what was stored was not what was read; it was removed again",
  message_not_found: () => "an attachment comes with its message alone",
  student_not_found: ({ external_id }) => `no student has the id ${external_id}`,
  record_class_not_found: ({ name }) => `there is no record class "${name}"`,
  not_found: ({ email }) => (email === undefined ? "it is not there" : `nobody here has the e-mail ${email}`),
  forbidden: ({ permission }) => `the person may not do this (${permission})`,
  invalid_request: ({ field }) => `the metadata's "${field}" cannot be used`,
  too_many_tags: ({ limit }) => `more than ${limit} tags`,
};

/** Why a file was refused, in words for the terminal. */
export function refusedWords(code: ErrorCode, details: ErrorDetails): string {
  return REFUSED[code]?.(details) ?? code;
}
