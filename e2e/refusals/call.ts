import type { BuiltAction } from "./build.ts";

/** Who calls: by a browser's cookies, by an API token, or as nobody. */
export type Caller = { cookie?: string; token?: string };

export type Called = { status: number; location: string | null; text: string };

/** A form, as the actions that a form calls get it. */
export type Form = { form: Record<string, string> };

const isForm = (args: readonly unknown[] | Form): args is Form => "form" in args;

/** React's own encoding of what an action is called with; see `encodeReply`. */
function encoded(args: readonly unknown[] | Form): { body: string | FormData; type: Record<string, string> } {
  if (!isForm(args)) {
    const plain = JSON.stringify(args, (_key, value: unknown) => {
      if (value === undefined) return "$undefined";
      return typeof value === "string" && value.startsWith("$") ? `$${value}` : value;
    });
    return { body: plain, type: { "content-type": "text/plain;charset=UTF-8" } };
  }
  const body = new FormData();
  for (const [field, value] of Object.entries(args.form)) body.set(`_1_${field}`, value);
  body.set("0", '[null,"$K1"]');
  return { body, type: {} };
}

function as({ cookie, token }: Caller): Record<string, string> {
  return { ...(cookie && { cookie }), ...(token && { authorization: `Bearer ${token}` }) };
}

/** Asks for an address, following nothing. */
export async function ask(
  baseUrl: string,
  caller: Caller,
  path: string,
  init: { method?: string; headers?: Record<string, string>; body?: BodyInit | undefined } = {},
): Promise<Called> {
  const answer = await fetch(baseUrl + path, {
    method: init.method ?? "GET",
    redirect: "manual",
    headers: { ...as(caller), ...init.headers },
    ...(init.body !== undefined && { body: init.body }),
  });
  return {
    status: answer.status,
    location: answer.headers.get("location") ?? answer.headers.get("x-action-redirect"),
    text: await answer.text(),
  };
}

/** Calls a server action as its page would; with the origin of that page unless another one is given, or none (null). */
export async function act(
  baseUrl: string,
  caller: Caller,
  action: BuiltAction,
  args: readonly unknown[] | Form,
  origin: string | null = new URL(baseUrl).origin,
): Promise<Called> {
  const { body, type } = encoded(args);
  const headers = {
    ...type,
    "next-action": action.id,
    accept: "text/x-component",
    ...(origin !== null && { origin }),
  };
  return ask(baseUrl, caller, action.path, { method: "POST", headers, body });
}

/** The code that an action answered with, `ok` where it did what was asked, or null where it answered nothing. */
export function codeOf({ text }: Called): string | null {
  if (/"ok":true/.test(text)) return "ok";
  return /"ok":false,"code":"([a-z_]+)"/.exec(text)?.[1] ?? null;
}
