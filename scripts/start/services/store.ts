import path from "node:path";
import { freePort } from "#embedded/postgres/free-port.ts";
import { visibleHost } from "../address.ts";
import { type Kept, writeKept } from "../kept.ts";
import { makeFolder } from "../make-folder.ts";
import type { Parts } from "../parts.ts";
import type { Part } from "../supervisor.ts";
import { asRunning, untilReady } from "./node-part.ts";

const READY_TIMEOUT_MS = 30_000;

/** The bucket that the embedded store holds. */
export const EMBEDDED_BUCKET = "athena-docs";
/** The one of its buckets that anybody may read. */
export const EMBEDDED_PUBLIC_BUCKET = "athena-public";

function isReady(line: string): boolean {
  try {
    return (JSON.parse(line) as { ready?: boolean }).ready === true;
  } catch {
    return false;
  }
}

export type StoreSettings = { dataDir: string; host: string; kept: Kept };

/** Where the store is: the port for the app and signed requests, and the one at which anybody reads what is public. */
export type StorePlace = { port: number; publicPort: number; endpoint: string; publicUrl: string };

/** Chooses the store's ports, those it had where they are free, and keeps them: links that were given away go on. */
export async function placeStore({ dataDir, host, kept }: StoreSettings): Promise<StorePlace> {
  const port = await freePort(kept.storePort, host);
  let publicPort = await freePort(kept.publicPort, host);
  if (publicPort === port) publicPort = await freePort(null, host);
  if (port !== kept.storePort || publicPort !== kept.publicPort) {
    writeKept(dataDir, { ...kept, storePort: port, publicPort });
  }
  const addressOf = (at: number) => `http://${visibleHost(host)}:${at}`;
  return { port, publicPort, endpoint: addressOf(port), publicUrl: addressOf(publicPort) };
}

/** The embedded object store, on a port already chosen. */
export function storePart(
  parts: Parts,
  { dataDir, host, kept }: StoreSettings,
  { port, publicPort }: StorePlace,
  env: NodeJS.ProcessEnv,
): Part {
  const folder = path.join(dataDir, "store");
  return {
    name: "file store",
    graceMs: 1_000,
    start: async (signal) => {
      makeFolder(folder, 0o700);
      let ready = false;
      let last = "";
      const child = parts.spawn(
        "store",
        {
          args: [
            "embedded/object-store/main.ts",
            "--port",
            String(port),
            "--host",
            host,
            "--data",
            folder,
            "--bucket",
            EMBEDDED_BUCKET,
            "--public-bucket",
            EMBEDDED_PUBLIC_BUCKET,
            "--public-port",
            String(publicPort),
          ],
          env: {
            ...env,
            ATHENA_STORE_ACCESS_KEY: kept.storeAccessKey,
            ATHENA_STORE_SECRET_KEY: kept.storeSecretKey,
          },
          onLine: (line) => {
            ready ||= isReady(line);
            if (line.trim() !== "") last = line.trim().replace(/^store: /, "");
          },
        },
        "important",
      );
      const why = (how: string) => `The file store did not start: ${last || how}`;
      await untilReady(child, async () => ready, signal, READY_TIMEOUT_MS, why);
      return asRunning(child);
    },
  };
}
