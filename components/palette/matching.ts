import { fold } from "#components/list/matches.ts";

const wordsOf = (text: string) => fold(text).split(/[^\p{L}\p{N}]+/u);

/** Whether every word of `query` begins a word of `text`, capitals and accents aside. */
export function wordsMatch(text: string, query: string): boolean {
  const words = wordsOf(text);
  return wordsOf(query).every((part) => words.some((word) => word.startsWith(part)));
}
