import { writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { type Frame, mp4 } from "#scripts/demo/mp4.ts";
import { inProject } from "#scripts/start/project.ts";
import { requireChromium } from "#scripts/test/chromium.ts";

const HELP = `Draws and encodes the short film of the made-up school again (scripts/demo/files/sports-day.mp4).

  node scripts/run.mjs demo-film

The film is kept with the code because encoding it takes a Chromium, which "npm run demo" does not ask for.`;

const SETTINGS = { width: 480, height: 270, framesPerSecond: 15, seconds: 6, bitsPerSecond: 50_000 };

type Drawn = { base64: string; isKey: boolean };

/** Runs in the browser: draws each picture on a canvas and encodes it. */
async function encode(settings: typeof SETTINGS): Promise<Drawn[]> {
  const { width, height, framesPerSecond, seconds, bitsPerSecond } = settings;
  const canvas = new OffscreenCanvas(width, height);
  const g = canvas.getContext("2d");
  if (g === null) throw new Error("There is no canvas.");
  const drawn: Drawn[] = [];
  const encoder = new VideoEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      drawn.push({ base64: btoa(String.fromCharCode(...bytes)), isKey: chunk.type === "key" });
    },
    error(error) {
      throw error;
    },
  });
  encoder.configure({
    codec: "vp09.00.11.08",
    width,
    height,
    framerate: framesPerSecond,
    bitrate: bitsPerSecond,
  });
  const runner = (x: number, y: number, colour: string, step: number) => {
    g.fillStyle = colour;
    g.fillRect(x - 6, y - 34, 12, 20);
    g.beginPath();
    g.arc(x, y - 42, 7, 0, 7);
    g.fill();
    g.lineWidth = 5;
    g.strokeStyle = colour;
    for (const side of [-1, 1]) {
      g.beginPath();
      g.moveTo(x, y - 15);
      g.lineTo(x + side * Math.sin(step) * 12, y);
      g.stroke();
    }
  };
  const total = framesPerSecond * seconds;
  for (let at = 0; at < total; at += 1) {
    const time = at / framesPerSecond;
    const sky = g.createLinearGradient(0, 0, 0, 170);
    sky.addColorStop(0, "#8fc1dc");
    sky.addColorStop(1, "#f4ead4");
    g.fillStyle = sky;
    g.fillRect(0, 0, width, height);
    g.fillStyle = "#f2c14e";
    g.beginPath();
    g.arc(390, 62 - time * 2, 26, 0, 7);
    g.fill();
    g.fillStyle = "#7fa37a";
    g.beginPath();
    g.ellipse(120, 190, 220, 70, 0, 0, 7);
    g.ellipse(400, 195, 240, 60, 0, 0, 7);
    g.fill();
    g.fillStyle = "#c8704f";
    g.fillRect(0, 170, width, 100);
    g.fillStyle = "#f3e6d8";
    for (const line of [170, 203, 236, 267]) g.fillRect(0, line, width, 3);
    const colours = ["#1f5f6b", "#3d3a8c", "#8c2f39"];
    colours.forEach((colour, lane) => {
      const x = -20 + time * (82 + lane * 6 - ((lane * 7) % 5) * 2);
      runner(x, 198 + lane * 33, colour, time * 12 + lane);
    });
    g.fillStyle = "#2b2a26";
    g.font = "600 18px sans-serif";
    g.fillText("Colegio San Isidro - Sports day", 16, 30);
    const frame = new VideoFrame(canvas, { timestamp: Math.round(time * 1_000_000) });
    encoder.encode(frame, { keyFrame: at % (framesPerSecond * 3) === 0 });
    frame.close();
  }
  await encoder.flush();
  return drawn;
}

async function make(executablePath: string): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    // The encoder is only there for a page that counts as safe, as those of this machine do.
    await page.route("**/*", (route) =>
      route.fulfill({ body: "<title>film</title>", contentType: "text/html" }),
    );
    await page.goto("http://localhost/");
    const drawn = await page.evaluate(encode, SETTINGS);
    const frames = drawn.map(({ base64, isKey }): Frame => ({ bytes: Buffer.from(base64, "base64"), isKey }));
    const file = mp4({ ...SETTINGS, frames });
    writeFileSync(inProject("scripts", "demo", "files", "sports-day.mp4"), file);
    process.stdout.write(`${frames.length} pictures, ${file.length} bytes.\n`);
  } finally {
    await browser.close();
  }
}

if (process.argv.includes("--help")) {
  process.stdout.write(`${HELP}\n`);
} else {
  await make(requireChromium());
}
