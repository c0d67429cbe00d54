import sharp from "sharp";
import { type Dice, diceFor } from "#scripts/demo/random.ts";

const svg = (width: number, height: number, ...parts: string[]) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${parts.join("")}</svg>`,
  );

const SKIES = [
  ["#9cc7e0", "#f7ecd8"],
  ["#f3b27a", "#fbe6c8"],
  ["#7fa8c9", "#dfe9ee"],
  ["#5c6f9c", "#e6b8a2"],
] as const;
const HILLS = ["#7c9a72", "#5f8468", "#8aa67e", "#48705f", "#a3a86b", "#3f6360"];

function ridge(dice: Dice, y: number, colour: string): string {
  const points = Array.from({ length: 9 }, (_, at) => [at * 160, y + dice.whole(-60, 60)] as const);
  const curve = points.slice(1).map(([x, height], at) => {
    const before = points[at] ?? [0, y];
    const middle = (before[0] + x) / 2;
    return `C${middle} ${before[1]} ${middle} ${height} ${x} ${height}`;
  });
  return `<path d="M0 ${points[0]?.[1] ?? y}${curve.join("")}V960H0Z" fill="${colour}"/>`;
}

function tree(dice: Dice): string {
  const [x, y, size] = [dice.whole(40, 1240), dice.whole(720, 880), dice.whole(30, 80)];
  const leaf = dice.pick(["#2f5d4a", "#4b7a4c", "#c98f3d", "#b3602f", "#6b8f3f"]);
  return `<rect x="${x - 4}" y="${y}" width="8" height="${size}" fill="#5b4636"/><ellipse cx="${x}" cy="${y - size / 3}" rx="${size * 0.6}" ry="${size}" fill="${leaf}"/>`;
}

function child(dice: Dice, x: number, y: number): string {
  const skin = dice.pick(SKINS);
  const [shirt, hair] = [dice.pick(SHIRTS), dice.pick(HAIR)];
  return `<g transform="translate(${x} ${y})"><path d="M-26 92v-52a26 26 0 0 1 52 0v52z" fill="${shirt}"/><circle r="21" cy="0" fill="${skin}"/><path d="M-22 0a22 22 0 0 1 44 0c-8-9-34-9-44 0z" fill="${hair}"/></g>`;
}

const SKINS = ["#f2cfb3", "#e5b48e", "#c98f67", "#9c6644", "#7a4d33"];
const SHIRTS = ["#1f5f6b", "#c2543d", "#e0a83a", "#3d4f8c", "#7d9b5f", "#8c4a6b", "#e8e2d4"];
const HAIR = ["#2c211b", "#4a3324", "#7a5230", "#b98a4a", "#1b1b1f"];

/** An outing or a class photograph: a landscape, with a group in front where it has `children`. */
export function scene(name: string, children: number, as: "jpeg" | "png"): Promise<Buffer> {
  const dice = diceFor(`scene ${name}`);
  const [top, low] = dice.pick(SKIES);
  const sky = `<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/><stop offset="1" stop-color="${low}"/></linearGradient></defs><rect width="1280" height="960" fill="url(#s)"/>`;
  const sun = `<circle cx="${dice.whole(150, 1100)}" cy="${dice.whole(120, 300)}" r="${dice.whole(46, 80)}" fill="#fbe3a2" opacity="0.9"/>`;
  const ridges = [420, 540, 660, 780].map((y) => ridge(dice, y, dice.pick(HILLS)));
  const trees = Array.from({ length: dice.whole(5, 14) }, () => tree(dice));
  const group = Array.from({ length: children }, (_, at) => {
    const row = at % 2;
    const columns = Math.ceil(children / 2);
    const x = 640 + (Math.floor(at / 2) - (columns - 1) / 2) * 92 + row * 46;
    return { row, art: child(dice, x, 690 + row * 96) };
  }).sort((a, b) => a.row - b.row);
  const picture = sharp(svg(1280, 960, sky, sun, ...ridges, ...trees, ...group.map(({ art }) => art)));
  return as === "jpeg"
    ? picture.jpeg({ quality: 80 }).toBuffer()
    : picture.resize(960).png({ palette: true, compressionLevel: 9 }).toBuffer();
}

/** A student's picture, drawn: there is nobody in it. */
export function portrait(name: string): Promise<Buffer> {
  const dice = diceFor(`portrait ${name}`);
  const [skin, hair, shirt] = [dice.pick(SKINS), dice.pick(HAIR), dice.pick(SHIRTS)];
  const ground = dice.pick(["#d9e4e6", "#e9e2d3", "#dde3d3", "#e6dadd"]);
  const long = dice.chance(0.5);
  const behind = long ? `<path d="M150 250c-14 160 20 210 150 210s164-50 150-210z" fill="${hair}"/>` : "";
  const glasses = dice.chance(0.2)
    ? '<g fill="none" stroke="#33312c" stroke-width="6"><circle cx="255" cy="300" r="30"/><circle cx="345" cy="300" r="30"/><path d="M285 300h30"/></g>'
    : "";
  const face = `<rect x="265" y="380" width="70" height="90" fill="${skin}"/><ellipse cx="300" cy="295" rx="112" ry="132" fill="${skin}"/><circle cx="256" cy="300" r="9" fill="#2a2420"/><circle cx="344" cy="300" r="9" fill="#2a2420"/><path d="M262 362q38 34 76 0" fill="none" stroke="#8a4a3c" stroke-width="7" stroke-linecap="round"/><path d="M186 290c-6-120 60-152 114-152s120 32 114 152c-22-62-58-84-92-86-60 2-110 26-136 86z" fill="${hair}"/>`;
  const body = `<path d="M80 720c0-160 90-250 220-250s220 90 220 250z" fill="${shirt}"/>`;
  const drawn = svg(
    600,
    720,
    `<rect width="600" height="720" fill="${ground}"/>`,
    behind,
    body,
    face,
    glasses,
  );
  return sharp(drawn).jpeg({ quality: 82 }).toBuffer();
}
