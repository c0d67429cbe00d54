"use client";
import { useCallback, useState } from "react";
import { TypeIcon } from "#components/files/type-icon.tsx";

/** Whether loading has ended in vain, as it may before this code runs. */
function isBroken(image: HTMLImageElement): boolean {
  return image.complete && image.naturalWidth === 0;
}

/** A file's small picture, or else the sign of its type, in a square that is there from the start. Decoration. */
export function Thumbnail({ url, contentType }: { url: string | null; contentType: string }) {
  // The address that failed: a later one is tried again.
  const [failed, setFailed] = useState<string | null>(null);
  const look = useCallback(
    (image: HTMLImageElement | null) => {
      if (image !== null && isBroken(image)) setFailed(url);
    },
    [url],
  );
  return (
    <span className="flex size-9 shrink-0 items-center justify-center">
      {url === null || failed === url ? (
        <TypeIcon contentType={contentType} />
      ) : (
        // oxlint-disable-next-line nextjs/no-img-element -- the bytes go from the store to the browser, past this server.
        <img
          ref={look}
          src={url}
          alt=""
          width={36}
          height={36}
          loading="lazy"
          decoding="async"
          onError={() => setFailed(url)}
          className="size-9 rounded-md border border-line bg-white object-cover object-top"
        />
      )}
    </span>
  );
}
