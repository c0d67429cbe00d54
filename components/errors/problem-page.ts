import { getLocale, getTranslations } from "next-intl/server";
import { errorValues } from "#components/errors/error-values.ts";
import type { ErrorCode, ErrorDetails } from "#lib/errors.ts";

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `:root{color-scheme:light dark}body{background:light-dark(#faf9f6,#141310);color:light-dark(#201f1c,#ebe9e5);font:14px/20px "Inter Variable",system-ui,sans-serif;max-width:28rem;margin:6rem auto;padding:0 1rem}
h1{font-size:20px;line-height:28px;font-weight:600;margin:0 0 8px}p{margin:0 0 12px}a{color:inherit}`;

/** A whole page for an error of a route handler, which has no layout to stand in. Takes the response's nonce. */
export async function problemPage(problem: {
  title: string;
  code: ErrorCode;
  details: ErrorDetails;
  link: string;
}): Promise<(nonce: string) => string> {
  const [t, locale] = await Promise.all([getTranslations("errors"), getLocale()]);
  const text = t(problem.code, errorValues(problem.details, locale) as never);
  return (nonce) => `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="/icon.svg"><title>${escape(problem.title)}</title><style nonce="${escape(nonce)}">${STYLE}</style></head>
<body><main><h1>${escape(problem.title)}</h1><p>${escape(text)}</p>
<p><a href="/documents">${escape(problem.link)}</a></p></main></body></html>`;
}
