import { isLocale, type Locale } from "#lib/i18n/constants.ts";

/** What a school begins with, in the order in which it is offered. The migration `record-classes` gave older ones the same. */
const DEFAULTS: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    "Birth certificate",
    "Identity document",
    "Enrolment form",
    "Consent",
    "Medical note",
    "Assessment",
    "Correspondence",
    "Other",
  ],
  es: [
    "Partida de nacimiento",
    "Documento de identidad",
    "Ficha de matrícula",
    "Consentimiento",
    "Informe médico",
    "Evaluación",
    "Correspondencia",
    "Otros",
  ],
};

/** The names of the record classes that a school with this language begins with. */
export function defaultClasses(locale: string): readonly string[] {
  return DEFAULTS[isLocale(locale) ? locale : "en"];
}
