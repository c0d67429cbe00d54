import { compoundFile, docxFile } from "#lib/testing/sample-files.ts";
import type { Sample } from "./sample.ts";

/** A Word document of today. */
export function essay(name: string): Sample {
  return {
    name,
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    bytes: docxFile(name),
  };
}

/** A Word document of 1997. */
export function oldEssay(name: string): Sample {
  return { name, type: "application/msword", bytes: compoundFile() };
}
