"use client";
import { useEffect, useRef, useState } from "react";
import { type IntakeRow, slotKey, slotOf, type Taken } from "#components/reports/intake/intake-row.ts";
import { takenSlotsAction } from "#lib/reports/match/actions.ts";
import type { Slot } from "#lib/reports/match/types.ts";

/** Milliseconds that questions are gathered for: many rows change at once. */
const GATHER = 200;
/** Milliseconds before a question that got no answer is asked again. */
const AGAIN = 3_000;

/** What is there already in the places where the rows' reports are to go, asked as they are said. */
export function useTaken(rows: readonly IntakeRow[]): Taken {
  const [taken, setTaken] = useState<Taken>(new Map());
  const [failures, setFailures] = useState(0);
  const asked = useRef(new Set<string>());
  useEffect(() => {
    const open = new Map<string, Slot>();
    for (const slot of rows.flatMap((row) => slotOf(row) ?? [])) {
      const key = slotKey(slot);
      if (!taken.has(key) && !asked.current.has(key)) open.set(key, slot);
    }
    if (open.size === 0) return undefined;
    const ask = async () => {
      for (const key of open.keys()) asked.current.add(key);
      const result = await takenSlotsAction([...open.values()]).catch(() => null);
      for (const key of open.keys()) asked.current.delete(key);
      if (!result?.ok) return setFailures((before) => before + 1);
      const found = [...open.keys()].map((key, at) => [key, result.data[at] ?? null] as const);
      setTaken((before) => new Map([...before, ...found]));
    };
    const timer = setTimeout(() => void ask(), failures === 0 ? GATHER : AGAIN);
    return () => clearTimeout(timer);
  }, [rows, taken, failures]);
  return taken;
}
