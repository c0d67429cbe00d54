import type { Scene } from "#scripts/faults/scenario.ts";

/** Files that have arrived, and wait to be confirmed. */
export async function arrived({ caller, app, letter }: Scene, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const file = letter();
    const ticket = await caller.ticket(app, file);
    await caller.send(ticket, file.bytes);
    ids.push(ticket.upload_id);
  }
  return ids;
}
