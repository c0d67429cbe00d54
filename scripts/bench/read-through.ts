import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Place } from "#scripts/bench/place.ts";

const MIB = 2 ** 20;

/** How a reader reads. */
export type Reader = {
  /** MiB a second; as fast as it comes when not given. */
  speed?: number;
  /** Leaves after so many MiB. */
  leaveAfter?: number;
  /** Stands still for `ms` once it has so many MiB. */
  still?: { after: number; ms: number };
};

function open(place: Place, documentId: string): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${place.token}` };
  return new Promise((resolve, reject) => {
    const asked = get(`${place.baseUrl}/api/v1/documents/${documentId}/preview`, { headers, agent: false });
    asked.on("error", reject);
    asked.on("response", (answer) => {
      if (answer.statusCode === 200) resolve(answer);
      else reject(new Error(`The preview answered ${answer.statusCode}.`));
    });
  });
}

/** Reads a document through the server; answers how many bytes came. */
export async function readThrough(place: Place, documentId: string, reader: Reader): Promise<number> {
  const answer = await open(place, documentId);
  const started = performance.now();
  let stood = 0;
  let read = 0;
  for await (const chunk of answer) {
    read += (chunk as Buffer).length;
    if (reader.leaveAfter !== undefined && read >= reader.leaveAfter * MIB) break;
    if (reader.still && stood === 0 && read >= reader.still.after * MIB) {
      stood = reader.still.ms;
      await sleep(stood);
    }
    if (reader.speed === undefined) continue;
    const due = (read / (reader.speed * MIB)) * 1000 + stood;
    const early = due - (performance.now() - started);
    if (early > 5) await sleep(early);
  }
  answer.destroy();
  return read;
}

/** The lines that a process has open to a port of this machine. */
export function linesTo(pid: number, port: number): number {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  const remote = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return readFileSync(`/proc/${pid}/net/tcp`, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, , to, state, , , , , , inode]) => to?.endsWith(remote) && state === "01" && own.has(inode ?? ""),
    ).length;
}
