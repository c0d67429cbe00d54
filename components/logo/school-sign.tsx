"use client";
import { useCallback, useState } from "react";

/** Whether loading has ended in vain, as it may before this code runs. */
const isBroken = (image: HTMLImageElement) => image.complete && image.naturalWidth === 0;

type Props = { name: string; url: string | null; size?: "small" | "large" };

/** The school's logo, or else its initial, in a room that is there from the start. Its name stands beside it. */
export function SchoolSign({ name, url, size = "small" }: Props) {
  const [failed, setFailed] = useState<string | null>(null);
  const check = useCallback(
    (image: HTMLImageElement | null) => {
      if (image !== null && isBroken(image)) setFailed(url);
    },
    [url],
  );
  const shown = url !== null && failed !== url;
  const room = size === "small" ? "size-6 rounded-sm text-caption" : "size-24 rounded-md text-[2.5rem]";
  return (
    <span
      aria-hidden
      // No text: the name beside it is copied and searched for without its initial.
      data-initial={shown ? undefined : Array.from(name)[0]?.toLocaleUpperCase()}
      className={`flex shrink-0 items-center justify-center overflow-hidden border border-line bg-sunken font-semibold text-ink-2 data-initial:before:content-[attr(data-initial)] ${room}`}
    >
      {shown && (
        // oxlint-disable-next-line nextjs/no-img-element -- the bytes come from the public bucket, past this server.
        <img
          ref={check}
          src={url}
          alt=""
          onError={() => setFailed(url)}
          className="size-full bg-white object-contain"
        />
      )}
    </span>
  );
}
