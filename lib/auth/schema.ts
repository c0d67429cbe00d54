import { z } from "zod";
import { MAX_UPLOAD, WIDER_TYPES } from "#lib/documents/constants.ts";
import { quotaArgument } from "#lib/quota/schema.ts";

/** One line of text. PostgreSQL cannot hold a NUL or half a character, and no name has another control character. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((line) => line.isWellFormed() && !/\p{Cc}/u.test(line));

export const email = text(254).regex(/^[^\s@]+@[^\s@]+$/);

export const personName = text(120);

export const timeZone = z.string().refine((name) => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
});

const locale = z.enum(["en", "es"]);

export const signInForm = z.object({
  email: text(254),
  password: z.string().min(1).max(1024),
  next: z.string().optional(),
});

export const setUpForm = z.object({
  token: text(200),
  schoolName: text(120),
  timeZone,
  locale,
  name: text(120),
  email,
  password: z.string().min(1).max(1024),
});

export const changePasswordForm = z.object({
  currentPassword: z.string().min(1).max(1024),
  newPassword: z.string().min(1).max(1024),
});

export const localeChoice = locale;

export const schoolChoice = z.uuid();

const WIDER_ENDINGS = Object.values(WIDER_TYPES)
  .flat()
  .map((ending) => ending.slice(1));

/** Name endings with commas between them, as the content types that go with them. */
const widerTypes = z
  .string()
  .transform((list) => list.split(","))
  .pipe(z.array(z.enum(WIDER_ENDINGS, `only ${WIDER_ENDINGS.join(", ")}`)))
  .transform((endings) =>
    Object.entries(WIDER_TYPES).flatMap(([type, known]) =>
      known.some((ending) => endings.includes(ending.slice(1))) ? [type] : [],
    ),
  );

/** What `npm run school` takes. */
export const schoolArguments = z.object({
  name: text(120),
  slug: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/, "a to z, 0 to 9 and hyphens, at most 48"),
  "admin-email": email,
  "admin-name": text(120).optional(),
  "admin-password": z.string().min(1).max(1024),
  "time-zone": timeZone.default("UTC"),
  locale: locale.default("en"),
  "upload-types": widerTypes.default([]),
  "upload-max-mb": z
    .string()
    .regex(/^[1-9]\d{0,6}$/, "a whole number of megabytes, 1 to 5000000")
    .transform((megabytes) => Number(megabytes) * 1_000_000)
    .refine((bytes) => bytes <= MAX_UPLOAD, "at most 5000000")
    .optional(),
  quota: quotaArgument.optional(),
});
