import { nothingHere } from "#lib/api/methods.ts";

/** Every address of version 1 that is none. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = nothingHere();
