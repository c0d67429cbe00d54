"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from "react";
import { useElementSize } from "#components/preview/use-element-size.ts";
import { usePointers } from "#components/preview/use-pointers.ts";
import type { Point, Stand } from "#components/preview/zoom.ts";
import { moved, scaleAt, scaled, squareOf, startingStand, zoomPercent } from "#components/profiles/crop.ts";
import { drawSquare } from "#components/profiles/draw.ts";

/** By how much of a side a key moves the picture; with Shift, and without. */
const STEP = { far: 0.1, near: 0.02 } as const;
/** What a key makes of the scale. */
const ZOOM_STEP = 1.15;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

type Props = {
  picture: HTMLCanvasElement;
  stand: Stand;
  stage: RefObject<HTMLDivElement | null>;
  onChange: (next: (stand: Stand) => Stand) => void;
};

/** A picture behind a square: dragged, pinched, turned by the wheel, or moved and zoomed by keys and a slider. */
export function Cropper({ picture, stand, stage, onChange }: Props) {
  const t = useTranslations("profile");
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(stage);
  const side = size?.width ?? 1;
  const inSides = (by: Point): Point => ({ x: by.x / side, y: by.y / side });
  const pointers = usePointers(stage, {
    scale: stand.scale,
    zoomTo: (next, point) => onChange((now) => scaled(now, next(now.scale), picture, inSides(point))),
    toggle: () => onChange(() => startingStand(picture)),
    move: (by) => onChange((now) => moved(now, inSides(by), picture)),
    wheelZooms: true,
  });
  useEffect(() => {
    if (canvas.current === null || size === null) return;
    const pixels = Math.round(size.width * window.devicePixelRatio);
    canvas.current.width = pixels;
    canvas.current.height = pixels;
    drawSquare(picture, squareOf(stand, picture), canvas.current);
  }, [picture, stand, size]);
  const press = (event: KeyboardEvent) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const arrow = ARROWS[key];
    const by = shiftKey ? STEP.far : STEP.near;
    if (arrow !== undefined) onChange((now) => moved(now, { x: arrow.x * by, y: arrow.y * by }, picture));
    else if (key === "+" || key === "=") onChange((now) => scaled(now, now.scale * ZOOM_STEP, picture));
    else if (key === "-") onChange((now) => scaled(now, now.scale / ZOOM_STEP, picture));
    else if (key === "0" || key === "Home") onChange(() => startingStand(picture));
    else return;
    event.preventDefault();
  };
  const percent = Math.round(zoomPercent(stand.scale, picture));
  return (
    <div className="flex flex-col items-center gap-3">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its role is one that answers keys. */}
      <div
        ref={stage}
        // The arrow keys are the picture's: a screen reader passes them on.
        role="application"
        aria-label={t("stage")}
        aria-describedby={`${id}-how`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what its role stands for takes the focus.
        tabIndex={0}
        onKeyDown={press}
        {...pointers}
        className="relative aspect-square w-72 max-w-full cursor-grab touch-none overflow-hidden rounded-md bg-sunken select-none active:cursor-grabbing"
      >
        <canvas ref={canvas} aria-hidden className="size-full" />
        {/* What is seen of it in a circle; the corners are kept for where it is a square. */}
        <span
          aria-hidden
          className="pointer-events-none absolute inset-0 rounded-full shadow-[0_0_0_100vmax_var(--color-veil)] ring-1 ring-white/70"
        />
      </div>
      <p id={`${id}-how`} className="text-center text-small text-ink-3">
        {t("how")}
      </p>
      <label className="flex w-72 max-w-full items-center gap-3">
        <span className="text-small text-ink-2">{t("zoom")}</span>
        <input
          type="range"
          min={0}
          max={100}
          value={percent}
          aria-valuetext={t("zoomed", { percent })}
          onChange={(event) => {
            const scale = scaleAt(Number(event.target.value), picture);
            onChange((now) => scaled(now, scale, picture));
          }}
          className="h-6 min-w-0 flex-1 accent-accent pointer-coarse:h-11"
        />
      </label>
    </div>
  );
}
