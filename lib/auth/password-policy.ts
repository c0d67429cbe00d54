import "server-only";
import type { ZxcvbnFactory, ZxcvbnResult } from "@zxcvbn-ts/core";
import { PASSWORD_MAX, PASSWORD_MIN } from "#lib/auth/constants.ts";
import { SCHOOL_WORDS } from "#lib/auth/password-words.ts";
import { AppError } from "#lib/errors.ts";
import { foldName } from "#lib/storage/filename.ts";

/**
 * Guesses that a password must withstand. Two common words, and three of the most common, with a year or a few signs
 * around them, fall below it; the worst four words are ten thousand times above.
 */
const MIN_GUESSES = 3e8;

/** Characters that are looked at: enough to know a good one by, and the work does not grow with what is sent. */
const LOOKED_AT = 64;

/** Words of a context that are looked at, and the shortest that say anything. */
const MAX_WORDS = 60;
const MIN_WORD = 3;

/** What a password must not be made of: the names of the school and the person, their e-mail (ASVS 6.2.11). */
export type PasswordContext = readonly (string | null | undefined)[];

let loading: Promise<ZxcvbnFactory> | undefined;

/** Loaded when the first password is set: 49,000 passwords, which most processes never look at. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Estimate }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  return new Estimate({
    dictionary: { passwords: dictionary["passwords-common"], words: [...SCHOOL_WORDS] },
    graphs: adjacencyGraphs,
    maxLength: LOOKED_AT,
  });
}

/** The words of a context, each alone and each name as one: "Colegio Azul" is colegio, azul and colegioazul. */
function wordsOf(context: PasswordContext): string[] {
  const words = context.flatMap((given) => {
    const parts = foldName(given ?? "").match(/[\p{L}\p{N}]+/gu) ?? [];
    return [...parts, parts.join("")];
  });
  return [...new Set(words)].filter((word) => word.length >= MIN_WORD).slice(0, MAX_WORDS);
}

/**
 * The forms that a guesser comes to a password by: as it is, and without what stands between and around its words.
 * Accents and upper case make nothing harder to guess.
 */
function formsOf(password: string): string[] {
  const folded = foldName(password);
  const bare = folded.replace(/[\p{P}\p{Z}\p{Sm}\p{Sc}\p{Sk}]/gu, "");
  // Of signs alone next to nothing would be left, which says nothing of the signs.
  return bare.length >= PASSWORD_MIN / 2 ? [folded, bare] : [folded];
}

function reasonOf({ sequence }: ZxcvbnResult): "context" | "common" | "pattern" {
  const isKnown = (name: string) =>
    sequence.some((part) => "dictionaryName" in part && part.dictionaryName === name);
  if (isKnown("userInputs")) return "context";
  return isKnown("passwords") || isKnown("words") ? "common" : "pattern";
}

/**
 * Lets a new password pass that is long enough and that nobody would try first (ASVS 6.2.1, 6.2.4, 6.2.11). No rule
 * says which signs it must have (6.2.5).
 * @throws {AppError} `weak_password` with the reason: `short`, `long`, `context` where it is made of the context's
 * words, `common` where it is made of passwords that many have, `pattern` of repeats, runs and dates.
 */
export async function checkPassword(password: string, context: PasswordContext): Promise<void> {
  const refuse = (reason: string) => {
    throw new AppError("weak_password", { reason, minimum: PASSWORD_MIN, maximum: PASSWORD_MAX });
  };
  const length = Array.from(password).length;
  if (length < PASSWORD_MIN) refuse("short");
  if (length > PASSWORD_MAX) refuse("long");
  loading ??= load();
  const estimate = await loading;
  const words = wordsOf(context);
  for (const form of formsOf(password)) {
    const result = estimate.check(form, words);
    if (result.guesses < MIN_GUESSES) refuse(reasonOf(result));
  }
}
