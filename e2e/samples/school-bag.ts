import { letter } from "./pdf.ts";
import { photo, scan } from "./picture.ts";
import type { Sample } from "./sample.ts";
import { essay, oldEssay } from "./word.ts";

/** Most that the policy takes. */
const LARGEST = 10 * 1024 * 1024;

/** Names that have broken other systems; each must come back exactly as given. */
const DIFFICULT = {
  accents: "Matrícula de Íñigo Núñez.pdf",
  emoji: "Excursión 🦊👩🏽‍🏫 día 1.png",
  quotes: `"Acta" d'avaluació 'final'.docx`,
  backwards: "informe\u202Efdp.pdf",
  composed: "Redacci\u00F3n.doc",
  decomposed: "Redaccio\u0301n.doc",
  percent: "100%25 %2e%2e asistencia + más & menos.pdf",
  dots: "report...png.png",
  formula: "=cmd()|' C calc'!A0.pdf",
  reserved: "CON.docx",
  spaces: "  dos  espacios .pdf",
  longest: `${"a".repeat(251)}.pdf`,
  shouted: "FOTO DE GRUPO.JPEG",
} as const;

async function difficult(): Promise<Sample[]> {
  return [
    await letter(DIFFICULT.accents),
    photo(DIFFICULT.emoji),
    essay(DIFFICULT.quotes),
    await letter(DIFFICULT.backwards),
    oldEssay(DIFFICULT.composed),
    oldEssay(DIFFICULT.decomposed),
    await letter(DIFFICULT.percent),
    photo(DIFFICULT.dots),
    await letter(DIFFICULT.formula),
    essay(DIFFICULT.reserved),
    await letter(DIFFICULT.spaces),
    await letter(DIFFICULT.longest),
    scan(DIFFICULT.shouted),
  ];
}

/**
 * Real files of every accepted type, all different: one of the largest size, the difficult names, and plain ones, which
 * another `prefix` to their names makes other files.
 */
export async function schoolBag(count: number, prefix = ""): Promise<Sample[]> {
  const bag = [...(await difficult()), photo("mural.png", { size: LARGEST })];
  for (let number = bag.length; number < count; number += 1) {
    const id = String(number).padStart(2, "0");
    const kinds = [
      () => letter(`${prefix}informe ${id}.pdf`, 1 + (number % 4)),
      () => photo(`${prefix}foto ${id}.png`, { size: 2_000 + 9_973 * number }),
      () => scan(`${prefix}escaneo ${id}.jpg`),
      () => essay(`${prefix}redacción ${id}.docx`),
      () => oldEssay(`${prefix}circular ${id}.doc`),
    ];
    const make = kinds[number % kinds.length];
    if (make !== undefined) bag.push(await make());
  }
  return bag.slice(0, count);
}
