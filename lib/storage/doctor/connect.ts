import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectSecure, type TLSSocket } from "node:tls";
import { failureOf } from "#lib/storage/doctor/failure.ts";
import { failed, passed, warned } from "#lib/storage/doctor/outcomes.ts";
import type { Outcome } from "#lib/storage/doctor/types.ts";

const PATIENCE_MS = 8_000;
const DAY_MS = 86_400_000;
/** A certificate that renews itself does so a month before its end. */
const SOON_DAYS = 7;

export type Address = {
  host: string;
  port: number;
  /** The name that its certificate must have. */
  name: string;
  secure: boolean;
  isR2: boolean;
};

function open({ host, port, name, secure }: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = secure ? connectSecure({ host, port, servername: name }) : connectPlain({ host, port });
    const end = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(PATIENCE_MS, () => end(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })));
    socket.once("error", end);
    socket.once(secure ? "secureConnect" : "connect", () => resolve(socket));
  });
}

/** R2 has a certificate for each account that there is: for any other the handshake fails. */
function isUnknownAccount(outcome: Outcome, { isR2 }: Address): boolean {
  return isR2 && (outcome.finding === "tls_failed" || outcome.finding === "cut");
}

/** Opens one connection, with TLS where the address asks for it, and closes it. */
export async function connectTo(address: Address): Promise<Outcome> {
  try {
    const socket = await open(address);
    const ends = address.secure
      ? Date.parse((socket as TLSSocket).getPeerCertificate().valid_to)
      : Number.NaN;
    const version = address.secure ? ((socket as TLSSocket).getProtocol() ?? "TLS") : "";
    socket.destroy();
    if (!address.secure) return passed("connected");
    const days = Math.floor((ends - Date.now()) / DAY_MS);
    return days < SOON_DAYS ? warned("tls_ends", { days }) : passed("connected_tls", { version });
  } catch (error) {
    const outcome = failureOf(error);
    return isUnknownAccount(outcome, address) ? failed("tls_account") : outcome;
  }
}
