"use client";
import { useState } from "react";

/** What is ticked in a list whose rows come and go. */
export function useChosen<Item extends { id: string }>() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Item>>(new Map());
  const toggle = (item: Item) =>
    setChosen((before) => {
      const after = new Map(before);
      if (!after.delete(item.id)) after.set(item.id, item);
      return after;
    });
  return { chosen, toggle };
}
