import { INVITATION_DAYS } from "#lib/members/constants.ts";

type Words = (
  key: "subject" | "greeting" | "text" | "note",
  values: { name: string; school: string; author: string; days: number },
) => string;

/** The mail that asks somebody to join a school. */
export function invitationText(
  t: Words,
  named: { name: string; school: string; author: string },
  link: string,
): { subject: string; text: string } {
  const values = { ...named, days: INVITATION_DAYS };
  return {
    subject: t("subject", values),
    text: `${[t("greeting", values), t("text", values), link, t("note", values)].join("\n\n")}\n`,
  };
}
