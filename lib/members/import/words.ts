import type { Role } from "#lib/auth/permissions.ts";
import { foldName } from "#lib/storage/filename.ts";

/** What files call the roles, in English and Spanish: folded, and of letters alone. */
const ROLE_WORDS: Readonly<Record<Role, readonly string[]>> = {
  administrator: ["administrator", "admin", "administrador", "administradora", "administracion"],
  registrar: ["registrar", "office", "secretary", "secretaria", "secretario"],
  teacher: ["teacher", "docente", "profesor", "profesora", "profesorado", "maestro", "maestra"],
  viewer: ["viewer", "reader", "readonly", "lectura", "lector", "lectora", "sololectura", "consulta"],
};

const YES = ["yes", "y", "true", "1", "x", "si", "s", "verdadero"];
const NO = ["", "no", "n", "false", "0", "falso"];

const plain = (text: string) => foldName(text).replace(/[^\p{L}\p{N}]/gu, "");

/** The role that a word means; null for a word that means none. */
export function roleOf(text: string): Role | null {
  const word = plain(text);
  const found = Object.entries(ROLE_WORDS).find(([, words]) => words.includes(word));
  return (found?.[0] as Role | undefined) ?? null;
}

/** Yes or no, as files say it; an empty cell is no, null is neither. */
export function yesOrNo(text: string): boolean | null {
  const word = plain(text);
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : null;
}
