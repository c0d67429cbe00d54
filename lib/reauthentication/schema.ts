import { z } from "zod";

/** The password or a code, as somebody shows again who they are. */
export const confirmation = z.object({
  by: z.enum(["password", "code"]),
  secret: z.string().min(1).max(1024),
});
