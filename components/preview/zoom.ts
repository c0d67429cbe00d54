/** CSS pixels, or the pixels of a picture. */
export type Size = { width: number; height: number };

/** Where a picture stands in its window: how large, and how far its middle is from the window's, in CSS pixels. */
export type Stand = { scale: number; x: number; y: number };

/** A point in CSS pixels from the middle of the window. */
export type Point = { x: number; y: number };

/** What the buttons and keys go through; 1 is a CSS pixel for every pixel. */
const STEPS = [0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8] as const;

export const LARGEST = 8;

/** What rounding may cost when two scales are compared. */
const SAME = 0.001;

/** The picture's measures after so many quarter turns. */
export function turned({ width, height }: Size, turns: number): Size {
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** The scale at which all of a picture is seen. A small one is not blown up. */
export function fitScale(picture: Size, window: Size): number {
  return Math.min(1, window.width / picture.width, window.height / picture.height);
}

/** The next step above or below a scale, between the smallest and the largest allowed. */
export function stepScale(scale: number, direction: 1 | -1, smallest: number): number {
  const steps = [smallest, ...STEPS.filter((step) => step > smallest)];
  const next =
    direction === 1
      ? steps.find((step) => step > scale * (1 + SAME))
      : steps.findLast((step) => step < scale * (1 - SAME));
  return next ?? (direction === 1 ? LARGEST : smallest);
}

/** Keeps as much of a picture in its window as there is: where it is smaller than the window, its middle. */
export function held({ scale, x, y }: Stand, picture: Size, window: Size): Stand {
  const reach = (length: number, room: number) => Math.max(0, (length * scale - room) / 2);
  const within = (value: number, most: number) => Math.min(most, Math.max(-most, value));
  return {
    scale,
    x: within(x, reach(picture.width, window.width)),
    y: within(y, reach(picture.height, window.height)),
  };
}

/** Another scale, with the pixel under `point` staying under it as far as the window allows. */
export function zoomAt(stand: Stand, scale: number, point: Point, picture: Size, window: Size): Stand {
  const by = scale / stand.scale;
  const moved = { scale, x: point.x - (point.x - stand.x) * by, y: point.y - (point.y - stand.y) * by };
  return held(moved, picture, window);
}
