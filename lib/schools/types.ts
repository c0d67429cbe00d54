/** A school that is to be made, and who is to see to it. */
export type WantedSchool = {
  name: string;
  /** IANA name. */
  timeZone: string;
  locale: "en" | "es";
  adminName: string;
  adminEmail: string;
};

/** What was made: the secret of the administrator's link, this once, or null for whoever has an account already. */
export type MadeSchool = { id: string; slug: string; secret: string | null };
