import { held, type Point, type Size, type Stand, zoomAt } from "#components/preview/zoom.ts";

/** The square that a picture is cut by is the unit: a stand's scale and place are in its sides. */
const STAGE: Size = { width: 1, height: 1 };

/** Pixels of a picture that the square has across at least; where the picture has fewer, all of them. */
const FEWEST = 96;

/** What part of a picture is cut out, in its own pixels. */
export type Square = { left: number; top: number; side: number };

const shorter = ({ width, height }: Size) => Math.min(width, height);

/** The scale at which the picture just covers the square. */
export const coverScale = (picture: Size): number => 1 / shorter(picture);

/** The largest scale. */
const closestScale = (picture: Size) => 1 / Math.min(FEWEST, shorter(picture));

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** The middle of a picture, as much of it as a square can have. */
export function startingStand(picture: Size): Stand {
  return { scale: coverScale(picture), x: 0, y: 0 };
}

/** Another scale within what is allowed; the pixel under `point` (from the middle, in sides) stays as far as it can. */
export function scaled(stand: Stand, scale: number, picture: Size, point: Point = { x: 0, y: 0 }): Stand {
  const allowed = within(scale, coverScale(picture), closestScale(picture));
  return zoomAt(stand, allowed, point, picture, STAGE);
}

/** The picture moved by so many sides of the square, which it always covers. */
export function moved(stand: Stand, by: Point, picture: Size): Stand {
  return held({ ...stand, x: stand.x + by.x, y: stand.y + by.y }, picture, STAGE);
}

/** What a stand cuts out; it never reaches beyond the picture. */
export function squareOf({ scale, x, y }: Stand, picture: Size): Square {
  const side = Math.min(1 / scale, shorter(picture));
  return {
    left: within(picture.width / 2 - x / scale - side / 2, 0, picture.width - side),
    top: within(picture.height / 2 - y / scale - side / 2, 0, picture.height - side),
    side,
  };
}

/** Pixels of the side of what is cut out: it is made smaller, never blown up. */
export function outputSide({ side }: Square, largest: number): number {
  return within(Math.round(side), 1, largest);
}

/** Where a scale stands between the least (0) and the largest (100): each step is the same factor. */
export function zoomPercent(scale: number, picture: Size): number {
  const range = Math.log(closestScale(picture) / coverScale(picture));
  return range === 0 ? 0 : within((Math.log(scale / coverScale(picture)) / range) * 100, 0, 100);
}

/** The scale at such a place. */
export function scaleAt(percent: number, picture: Size): number {
  return coverScale(picture) * (closestScale(picture) / coverScale(picture)) ** (percent / 100);
}
