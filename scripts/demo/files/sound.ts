import { wavFile } from "#lib/testing/wav-file.ts";

const RATE = 16_000;

/** A WAV file (16 bits, one channel, 16 kHz) of struck bells: `notes` in Hz, one every 0.6 seconds. */
export function bells(notes: readonly number[]): Buffer {
  return wavFile(RATE, Math.round(RATE * (notes.length * 0.6 + 1.2)), (at) => {
    let value = 0;
    for (const [order, pitch] of notes.entries()) {
      const since = at / RATE - order * 0.6;
      if (since < 0) break;
      const swing = 2 * Math.PI * pitch * since;
      value += Math.exp(-3 * since) * (Math.sin(swing) + 0.4 * Math.sin(2.76 * swing) * Math.exp(-3 * since));
    }
    return Math.max(-1, Math.min(1, value * 0.4)) * 32_000;
  });
}
