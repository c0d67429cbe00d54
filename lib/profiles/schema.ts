import { z } from "zod";
import { MAX_PEOPLE } from "#lib/profiles/constants.ts";

/** What a page says of the picture that it is about to send. */
export const pictureRequest = z.strictObject({
  size: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export const pictureId = z.uuid();

/** The people whose pictures a page asks for, as an address carries them. */
export const people = z.array(z.uuid()).min(1).max(MAX_PEOPLE);
