const first = (word: string | undefined) => Array.from(word ?? "")[0] ?? "";

/** The first letters of the first and the last of a person's names; one where there is one name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (first(words[0]) + first(last)).toLocaleUpperCase();
}
