import { exeFile, htmlFile } from "#lib/testing/sample-files.ts";
import { letter } from "./pdf.ts";
import { photo } from "./picture.ts";
import type { Sample } from "./sample.ts";

/** A Windows program under the name of a letter. */
export function renamedProgram(name: string): Sample {
  return { name, type: "application/pdf", bytes: exeFile() };
}

/** A web page under the name of a letter. */
export function pageCalledPdf(name: string, inside = ""): Sample {
  return { name, type: "application/pdf", bytes: htmlFile(inside) };
}

/** A letter whose second half is missing. */
export async function cutShort(name: string): Promise<Sample> {
  const whole = await letter(name, 3);
  return { ...whole, bytes: whole.bytes.subarray(0, Math.floor(whole.bytes.length / 2)) };
}

/** Nothing at all. */
export function empty(name: string): Sample {
  return { name, type: "application/pdf", bytes: Buffer.alloc(0) };
}

/** One byte more than the policy takes. */
export function tooLarge(name: string): Sample {
  return photo(name, { size: 10 * 1024 * 1024 + 1 });
}
