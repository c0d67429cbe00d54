"use client";
import { type RefObject, type SyntheticEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ViewProps } from "#components/preview/view-props.ts";

/** Milliseconds before a signature ends at which one that plays is given the next. */
const AHEAD = 60_000;
/** Milliseconds between two renewals ahead of time at least, whatever this device's clock says. */
const APART = 120_000;
/** Milliseconds within which a second failure is no matter of the signature. */
const AGAIN = 15_000;

/** Where somebody is, and what it takes to go on from there. */
type Place = { time: number; playing: boolean; rate: number };

function placeOf(media: HTMLMediaElement, before: Place | null): Place {
  if (media.readyState === media.HAVE_NOTHING && media.error === null && before !== null) return before;
  const { currentTime, paused, ended, playbackRate } = media;
  return { time: currentTime || before?.time || 0, playing: !paused && !ended, rate: playbackRate };
}

/** Whether the store gives the file's first byte. */
async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url, { headers: { range: "bytes=0-0" }, cache: "no-store" }).catch(() => null);
  void answer?.body?.cancel();
  return answer?.ok ?? false;
}

/**
 * Gives a media element its signed address and, when that is renewed, takes up where it was: time, speed, playing or
 * not. Signatures are renewed while something plays, shortly before they end, and when one turns out to have ended.
 */
export function usePlayback(
  media: RefObject<HTMLMediaElement | null>,
  { url, expiresAt, renew }: Pick<ViewProps, "url" | "expiresAt" | "renew">,
) {
  const [trouble, setTrouble] = useState<{ url: string; is: "store" | "format" } | null>(null);
  const [soundOnly, setSoundOnly] = useState(false);
  const place = useRef<Place | null>(null);
  const renewedAt = useRef(Number.NEGATIVE_INFINITY);
  const renewFrom = useRef(Number.POSITIVE_INFINITY);
  const latest = useRef(renew);
  const address = useRef(url);
  useEffect(() => {
    latest.current = renew;
    address.current = url;
  });

  useLayoutEffect(() => {
    const element = media.current;
    if (element === null) return;
    if (element.src !== "") place.current = placeOf(element, place.current);
    element.setAttribute("src", url);
  }, [media, url]);

  useEffect(() => {
    const ends = expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
    renewFrom.current = Math.max(ends - AHEAD, Date.now() + APART);
    if (renewFrom.current === Number.POSITIVE_INFINITY) return undefined;
    const timer = setTimeout(() => {
      if (media.current?.paused === false) latest.current({ ahead: true });
    }, renewFrom.current - Date.now());
    return () => clearTimeout(timer);
  }, [media, expiresAt]);

  const onError = async () => {
    // An element without an address fails too: that is no matter of the file.
    if (media.current?.error == null) return;
    const good = await answers(url);
    if (address.current !== url) return;
    if (good) return setTrouble({ url, is: "format" });
    if (Date.now() - renewedAt.current < AGAIN) return setTrouble({ url, is: "store" });
    renewedAt.current = Date.now();
    latest.current();
  };
  const onLoadedMetadata = ({ currentTarget }: SyntheticEvent<HTMLMediaElement>) => {
    setSoundOnly(currentTarget instanceof HTMLVideoElement && currentTarget.videoWidth === 0);
    const before = place.current;
    place.current = null;
    if (before === null) return;
    currentTarget.currentTime = before.time;
    currentTarget.playbackRate = before.rate;
    // A browser that wants to be asked again waits at the place for the button.
    if (before.playing) currentTarget.play().catch(() => undefined);
  };
  const onPlay = () => {
    if (Date.now() < renewFrom.current) return;
    renewFrom.current = Date.now() + APART;
    latest.current({ ahead: true });
  };
  return {
    problem: trouble?.url === url ? trouble.is : null,
    soundOnly,
    listeners: { onError: () => void onError(), onLoadedMetadata, onPlay },
  };
}
