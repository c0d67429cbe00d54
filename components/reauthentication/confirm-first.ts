"use client";
import type { ActionResult } from "#lib/action-result.ts";

/**
 * Has an action done. Where the server wants to know first who is there, asks for the password or a code, and then has it
 * done without anybody having to press again. Whoever rather not gets the refusal as the answer.
 */
export async function confirmFirst<T>(work: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  const result = await work();
  if (result.ok || result.code !== "reauthentication_required") return result;
  const { askWhoItIs } = await import("#components/reauthentication/ask.tsx");
  return (await askWhoItIs()) ? work() : result;
}
