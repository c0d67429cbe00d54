"use client";
import { useEffect, useRef, useState } from "react";
import { contrast, type Rgb } from "#components/design/contrast.ts";

/** Each colour with what it stands on, and the contrast it owes: 4.5 for text, 3 for the borders of controls. */
const COLOURS = [
  ["ink", "paper", 4.5],
  ["ink", "surface", 4.5],
  ["ink", "sunken", 4.5],
  ["ink-2", "surface", 4.5],
  ["ink-2", "sunken", 4.5],
  ["ink-3", "paper", 4.5],
  ["ink-3", "surface", 4.5],
  ["ink-3", "sunken", 4.5],
  ["control", "surface", 3],
  ["control", "paper", 3],
  ["accent", "paper", 4.5],
  ["accent", "accent-soft", 4.5],
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-strong", 4.5],
  ["loss", "surface", 4.5],
  ["loss", "loss-soft", 4.5],
  ["on-loss", "loss", 4.5],
  ["on-loss", "loss-strong", 4.5],
  ["wait", "wait-soft", 4.5],
  ["type-pdf", "surface", 4.5],
  ["type-image", "surface", 4.5],
  ["type-word", "surface", 4.5],
  ["type-media", "surface", 4.5],
] as const;

const TEXTS = [
  ["text-caption", "Caption 12/16"],
  ["text-small", "Secondary 13/18"],
  ["text-body", "Body 14/20"],
  ["text-title font-semibold tracking-tight", "Page title 20/28"],
  ["text-figure font-semibold tracking-tight tnum", "Figure 24/32, 1,204"],
] as const;

const SPACES = ["size-1", "size-2", "size-3", "size-4", "size-6", "size-8", "size-11"];
const CORNERS = ["rounded-sm", "rounded-md", "rounded-full"];

function painted(colour: string): Rgb {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (context === null) return [0, 0, 0];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

function Swatch({ front, back, needed }: { front: string; back: string; needed: number }) {
  const sample = useRef<HTMLSpanElement>(null);
  const [ratio, setRatio] = useState<number | null>(null);
  useEffect(() => {
    // The theme of this half of the page is there only when everything has been put in place.
    const frame = requestAnimationFrame(() => {
      if (sample.current === null) return;
      const { color, backgroundColor } = getComputedStyle(sample.current);
      setRatio(contrast(painted(color), painted(backgroundColor)));
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  const short = ratio !== null && ratio < needed;
  return (
    <li className="flex items-center gap-2 text-caption">
      <span
        ref={sample}
        className="flex h-9 w-12 shrink-0 items-center justify-center rounded-md border border-line text-body font-medium"
        style={{ color: `var(--${front})`, backgroundColor: `var(--${back})` }}
      >
        Aa
      </span>
      <span className="min-w-0">
        <span className="block truncate">
          {front} on {back}
        </span>
        <span className={`block tnum ${short ? "font-medium text-loss" : "text-ink-3"}`}>
          {ratio === null ? "" : ratio.toFixed(2)} of {needed}
          {short && ": too little"}
        </span>
      </span>
    </li>
  );
}

/** Colours with their measured contrast, type, spaces and corners. */
export function Tokens() {
  return (
    <>
      <ul className="grid grid-cols-2 gap-2 md:grid-cols-3">
        {COLOURS.map(([front, back, needed]) => (
          <Swatch key={front + back} front={front} back={back} needed={needed} />
        ))}
      </ul>
      <div>
        {TEXTS.map(([className, words]) => (
          <p key={words} className={className}>
            {words}
          </p>
        ))}
      </div>
      <div className="flex flex-wrap items-end gap-3">
        {SPACES.map((size) => (
          <span key={size} title={size} className={`bg-accent ${size}`} />
        ))}
        {CORNERS.map((corner) => (
          <span key={corner} title={corner} className={`size-11 border border-control ${corner}`} />
        ))}
        <span title="shadow-float" className="size-11 rounded-md bg-surface shadow-float" />
      </div>
    </>
  );
}
