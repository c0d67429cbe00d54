import fc from "fast-check";

/** Characters that have broken file names somewhere: controls, bidi, separators, reserved, composed and decomposed. */
const ODD = [
  "\u0000 \u0001 \t \u007f \u0085 \u00a0 \u00ad \u061c \u200b \u200d \u200e \u202e \u2028 \u2066 \ufeff \ufffe \ue000",
  "/ \\ < > : \" | ? * % # & { } ^ ` [ ] ~ $ + = ; , @ ! ' ( ) . .. ... _ -",
  "e \u0301 é ﬁ ½ ㎏ ℀ K Σ ς ß İ ı ŉ 한 \u1112 \u1161 \u11ab 😀 👩\u200d👧 \u{e0001} \u{10ffff} = \u0338 < \u037e",
]
  .join(" ")
  .split(" ");

const character = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.constantFrom("a", "b", "X", "Z", "0", "9", " ", ".pdf") },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }) },
);

/** Names that `checkFilename` lets through: 1 to 255 characters, whole ones, without NUL, CR and LF. */
export const wellFormedName = fc
  .oneof(
    fc.array(character, { minLength: 1, maxLength: 20 }),
    fc.array(character, { minLength: 150, maxLength: 255 }),
  )
  .map((characters) => {
    const whole = characters
      .join("")
      .toWellFormed()
      .replace(/[\0\r\n]/g, "");
    return Array.from(whole).slice(0, 255).join("");
  })
  .filter((name) => name !== "" && name !== "." && name !== "..");
