/**
 * Whether an id says whose a file is by itself: it has a digit, three characters and more, and cannot be taken for a
 * year, a school year or a day.
 * @param words of the id.
 */
export function isTellingId(words: readonly string[]): boolean {
  const whole = words.join("");
  if (whole.length < 3 || !/\p{Number}/u.test(whole)) return false;
  if (!words.every((word) => /^\d+$/.test(word))) return true;
  const [first = "", ...others] = words;
  const isYear = (word: string) => /^(19|20|21)\d\d$/.test(word);
  const isShort = (word: string) => word.length <= 2;
  if (others.length === 0) return !isYear(first);
  const last = others.at(-1) ?? "";
  return !(isYear(first) && others.every(isShort)) && !(isYear(last) && words.slice(0, -1).every(isShort));
}
