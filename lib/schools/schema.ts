import { z } from "zod";
import { email, localeChoice, personName, timeZone } from "#lib/auth/schema.ts";

/** A school as the page asks for it. */
export const wantedSchool = z.strictObject({
  name: personName,
  timeZone,
  locale: localeChoice,
  adminName: personName,
  adminEmail: email,
});
