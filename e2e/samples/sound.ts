import { wavFile } from "#lib/testing/wav-file.ts";
import type { Sample } from "./sample.ts";

const RATE = 8000;

/** A tone of so many seconds, as a WAV. */
export function tone(name: string, seconds: number): Sample {
  const bytes = wavFile(RATE, RATE * seconds, (at) => Math.sin(at / 4) * 4000);
  return { name, type: "audio/wav", bytes };
}
