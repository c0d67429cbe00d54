import { Secret, TOTP } from "otpauth";

/** The code that an authenticator app shows for a key as a person types it. */
export function appCode(key: string, at = Date.now()): string {
  return TOTP.generate({ secret: Secret.fromBase32(key.replaceAll(" ", "")), timestamp: at });
}
