import type { Page } from "@playwright/test";
import type { Sample } from "./sample.ts";

/** A film of some seconds that a browser records of a canvas. */
export async function film(page: Page, name: string, seconds: number): Promise<Sample> {
  const base64 = await page.evaluate(async (ms) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [160, 90];
    const context = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm;codecs=vp8" });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    const from = performance.now();
    await new Promise<void>((resolve) => {
      const paint = () => {
        const passed = performance.now() - from;
        if (context !== null) context.fillStyle = `hsl(${passed / 10} 60% 50%)`;
        context?.fillRect(0, 0, 160, 90);
        if (passed < ms) requestAnimationFrame(paint);
        else resolve();
      };
      paint();
    });
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }, seconds * 1000);
  return { name, type: "video/webm", bytes: Buffer.from(base64, "base64") };
}

/** What begins as a film does, and that no browser can play. */
export function brokenFilm(name: string): Sample {
  const head = Buffer.from("\0\0\0\x18ftypisom\0\0\x02\0isommp41", "latin1");
  return {
    name,
    type: "video/mp4",
    bytes: Buffer.concat([head, Buffer.from("\0\0\0\x10mdatnonsense", "latin1")]),
  };
}
