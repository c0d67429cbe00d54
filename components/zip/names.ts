/** Bytes of UTF-8 that a name may have, so that every file system takes it with a number added. */
const MAX_BYTES = 230;
/** What Windows takes for devices, whatever follows the first dot. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)/i;
const encoder = new TextEncoder();

function cut(text: string, bytes: number): string {
  let kept = "";
  let left = bytes;
  for (const character of text) {
    left -= encoder.encode(character).length;
    if (left < 0) break;
    kept += character;
  }
  return kept;
}

/** Where the ending of a name begins, its dot included; the name's length where it has none. */
function endingAt(name: string): number {
  const dot = name.lastIndexOf(".");
  return dot > 0 && name.length - dot <= 12 ? dot : name.length;
}

function safe(name: string): string {
  const clean = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/gu, "")
    .replace(/[/\\:*?"<>|]/g, "_")
    .normalize("NFC")
    .replace(/\.{2,}/g, ".")
    .replace(/^\s+|[.\s]+$/gu, "");
  const at = endingAt(clean);
  const ending = cut(clean.slice(at), 40);
  const stem = cut(clean.slice(0, at), MAX_BYTES - encoder.encode(ending).length).replace(/[.\s]+$/u, "");
  const whole = (stem || "file") + ending;
  return RESERVED.test(whole) ? `_${whole}` : whole;
}

/** What names are compared by where capitals do not count. */
const folded = (name: string) => name.normalize("NFC").toUpperCase().toLowerCase();

/**
 * The names of files in an archive: each one's own, made safe for any system it may be unpacked on, and unlike all the
 * others. No name leads out of its folder, hides characters or means a device; one that is taken gets " (2)".
 */
export function archiveNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  return names.map((given) => {
    const name = safe(given);
    const at = endingAt(name);
    let number = numbers.get(folded(name)) ?? 1;
    let unique = name;
    while (taken.has(folded(unique))) {
      number += 1;
      unique = `${name.slice(0, at)} (${number})${name.slice(at)}`;
    }
    numbers.set(folded(name), number);
    taken.add(folded(unique));
    return unique;
  });
}
