"use client";
import { useCallback, useState } from "react";
import { TypeIcon } from "#components/files/type-icon.tsx";

/** Whether loading has ended in vain, as it may before this code runs. */
function isBroken(image: HTMLImageElement): boolean {
  return image.complete && image.naturalWidth === 0;
}

/** The room of a thumbnail, its picture's look, and the size of the sign that stands in for it. */
const LOOKS = {
  row: {
    room: "size-9 md:in-data-[density=compact]:size-7",
    picture: "rounded-md border border-line",
    icon: "size-5",
  },
  card: { room: "aspect-4/3 w-full bg-sunken", picture: "", icon: "size-10" },
};

type Props = { url: string | null; contentType: string; look?: keyof typeof LOOKS };

/** A file's small picture, or else the sign of its type, in a room that is there from the start. Decoration. */
export function Thumbnail({ url, contentType, look = "row" }: Props) {
  // The address that failed: a later one is tried again.
  const [failed, setFailed] = useState<string | null>(null);
  const check = useCallback(
    (image: HTMLImageElement | null) => {
      if (image !== null && isBroken(image)) setFailed(url);
    },
    [url],
  );
  const { room, picture, icon } = LOOKS[look];
  return (
    <span className={`flex shrink-0 items-center justify-center ${room}`}>
      {url === null || failed === url ? (
        <TypeIcon contentType={contentType} className={icon} />
      ) : (
        // oxlint-disable-next-line nextjs/no-img-element -- the bytes go from the store to the browser, past this server.
        <img
          ref={check}
          src={url}
          alt=""
          width={36}
          height={36}
          loading="lazy"
          decoding="async"
          onError={() => setFailed(url)}
          className={`size-full bg-white object-cover object-top ${picture}`}
        />
      )}
    </span>
  );
}
