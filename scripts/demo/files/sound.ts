const RATE = 16_000;

/** A WAV file (16 bits, one channel, 16 kHz) of struck bells: `notes` in Hz, one every 0.6 seconds. */
export function bells(notes: readonly number[]): Buffer {
  const samples = Math.round(RATE * (notes.length * 0.6 + 1.2));
  const data = Buffer.alloc(samples * 2);
  for (let at = 0; at < samples; at += 1) {
    let value = 0;
    for (const [order, pitch] of notes.entries()) {
      const since = at / RATE - order * 0.6;
      if (since < 0) break;
      const swing = 2 * Math.PI * pitch * since;
      value += Math.exp(-3 * since) * (Math.sin(swing) + 0.4 * Math.sin(2.76 * swing) * Math.exp(-3 * since));
    }
    data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value * 0.4)) * 32_000), at * 2);
  }
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
