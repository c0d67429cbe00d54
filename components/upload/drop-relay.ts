"use client";
import { type DragEvent, useEffect, useMemo } from "react";
import type { UploadTarget } from "#components/upload/upload-kind.ts";

type Drag = DragEvent<HTMLElement>;
const NAMES = ["onDragEnter", "onDragOver", "onDragLeave", "onDrop"] as const;
/** What hears of files that are dragged over the window. */
export type DropHandlers = Record<(typeof NAMES)[number], (event: Drag) => void>;

const hasFiles = (event: Drag) => event.dataTransfer.types.includes("Files");

/** A drag that can be looked at later: a browser empties the real one as soon as it was told of. */
function keep(event: Drag): Drag {
  const items = [...event.dataTransfer.items].map((item) => {
    const [file, entry] = [item.getAsFile(), item.webkitGetAsEntry()];
    return { kind: item.kind, type: item.type, getAsFile: () => file, webkitGetAsEntry: () => entry };
  });
  const dataTransfer = { types: ["Files"], files: [...event.dataTransfer.files], items };
  const nothing = () => {};
  const kept = { type: event.type, target: event.target, dataTransfer, preventDefault: nothing };
  return { ...kept, stopPropagation: nothing, isPropagationStopped: () => false } as unknown as Drag;
}

/**
 * Passes on what is dragged over the window to handlers whose code comes later. Until they are there nothing that is
 * dropped is opened in place of the page; it is kept for them, and so is where a drag has come to.
 * @param need fetches the code; answers null where it did not come.
 */
export function createDropRelay(need: () => Promise<unknown>) {
  let handlers: DropHandlers | null = null;
  let entered: Drag | null = null;
  let dropped: Drag[] = [];
  let aim: UploadTarget = { kind: "document", student: null };
  const targets = new WeakMap<object, UploadTarget>();
  const drop = (event: Drag) => {
    entered = null;
    const kept = keep(event);
    // The tab may be another one by the time the code is there.
    targets.set(kept, aim);
    dropped.push(kept);
    void need().then((came) => {
      if (came === null) dropped = [];
    });
  };
  const early: DropHandlers = {
    onDragEnter: (event) => {
      entered = keep(event);
    },
    onDragOver: () => {},
    onDragLeave: ({ target }) => {
      if (entered?.target === target) entered = null;
    },
    onDrop: drop,
  };
  const pass = (name: (typeof NAMES)[number]) => (event: Drag) => {
    if (handlers !== null) return handlers[name](event);
    if (!hasFiles(event)) return undefined;
    event.preventDefault();
    return early[name](event);
  };
  return {
    props: Object.fromEntries(NAMES.map((name) => [name, pass(name)])) as DropHandlers,
    /** Says what becomes of files that are dropped from now on. */
    become: (next: UploadTarget) => {
      aim = next;
    },
    /** What was to become of what was dropped before the code was there; undefined for what came after. */
    meant: (event: object | null) => (event === null ? undefined : targets.get(event)),
    listen: (next: DropHandlers | null) => {
      handlers = next;
      if (next === null) return;
      if (entered !== null) next.onDragEnter(entered);
      entered = null;
      for (const event of dropped.splice(0)) next.onDrop(event);
    },
  };
}

export type DropRelay = ReturnType<typeof createDropRelay>;

/**
 * The relay of this visit. It hears of a drag before React does, which hands on no drop over a part of the page that it
 * has not yet made its own: such a file would be lost without a word.
 */
export function useDropRelay(need: () => Promise<unknown>, target: UploadTarget): DropRelay {
  const relay = useMemo(() => createDropRelay(need), [need]);
  useEffect(() => relay.become(target), [relay, target]);
  useEffect(() => {
    const heard = NAMES.map((name) => {
      const type = name.slice(2).toLowerCase();
      const hear = (event: Event) => relay.props[name](event as unknown as Drag);
      window.addEventListener(type, hear, true);
      return () => window.removeEventListener(type, hear, true);
    });
    return () => heard.forEach((stop) => stop());
  }, [relay]);
  return relay;
}
