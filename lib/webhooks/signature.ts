import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new secret to sign with: 256 random bits, in the form of Standard Webhooks. */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** What is signed: id, moment (whole seconds since 1970) and body; a receiver refuses what is too old. */
type Message = { id: string; timestamp: number; body: string };

/** The signature of a message by one secret (Standard Webhooks, "Signature scheme", symmetric). */
export function signMessage(secret: string, { id, timestamp, body }: Message): string {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** The headers of a delivery, signed by every secret that is good now. */
export function signedHeaders(secrets: readonly string[], message: Message): Record<string, string> {
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(message.timestamp),
    "webhook-signature": secrets.map((secret) => signMessage(secret, message)).join(" "),
  };
}
