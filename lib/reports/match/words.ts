/** Letters that no normal form takes apart, as people write them without their keys. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ħ: "h",
  ı: "i",
  ς: "σ",
};

/**
 * The words of a name or a line, without case, accents and whatever stands between: "O’Brien_José" and "o brien jose"
 * are the same. Letters stand for themselves in whichever normal form they come.
 */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKD")
      .replace(/\p{Mark}/gu, "")
      .toLowerCase()
      // Lower case can bring marks again.
      .normalize("NFKD")
      .replace(/\p{Mark}/gu, "")
      .replace(/[ßæœøđðłþħıς]/g, (letter) => PLAIN[letter] ?? letter)
      // A letter to Unicode, an apostrophe to people.
      .replace(/[\u02B9-\u02BF]/g, " ")
      .split(/[^\p{Letter}\p{Number}]+/u)
      .filter((word) => word !== "")
  );
}

/** The words of a file's name, its ending left out. */
export function nameWords(filename: string): string[] {
  return wordsOf(filename.replace(/\.[a-z0-9]{1,5}$/i, ""));
}
