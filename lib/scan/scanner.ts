import "server-only";
import { config } from "#lib/config.ts";
import { scannerAddress } from "#lib/env.ts";
import type { Scanner } from "#lib/scan/clamd.ts";

/** Where the virus scanner of this installation is; null where it has none. */
export const scannerOf = (): Scanner | null => scannerAddress(config());

/** Bytes of the largest file that the scanner is given. */
export const maxScanned = (): number => config().CLAMD_MAX_MIB * 1024 * 1024;

/** Whether what is too large for the scanner is let through. */
export const passesTooLarge = (): boolean => config().CLAMD_TOO_LARGE === "pass";
