import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** What an account says of itself; `sub` is what it is known by. */
export type ProviderAccount = { sub: string; email?: string; amr?: string[]; [claim: string]: unknown };

type Token = { header: Record<string, unknown>; claims: Record<string, unknown> };

export type TestProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  accounts: ProviderAccount[];
  /** Changes the ID tokens that it gives out, which are signed anew: how a false provider would lie. */
  bend: ((token: Token, sign: (token: Token) => string) => string) | null;
  /** How often a code was given for a token, rightly or not. */
  exchanges: number;
  [Symbol.asyncDispose](): Promise<void>;
};

const SECRET = "the-secret-of-a-client-in-tests";

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signToken({ header, claims }: Token, key: KeyObject): string {
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`;
}

/** Its sign-in page: a button for each account, and one to turn back. */
function page(action: string, accounts: readonly ProviderAccount[]): string {
  const button = (sub: string, name: string) => `<p><button name="sub" value="${sub}">${name}</button></p>`;
  const buttons = accounts.map(({ sub, email }) => button(sub, email ?? sub));
  return `<!doctype html><title>Provider</title><h1>Choose an account</h1>
    <form method="post" action="${action}">${buttons.join("")}${button("", "Turn back")}</form>`;
}

/** Lets whoever presses a button in, with everything that was asked for. */
async function interact(
  provider: Provider,
  test: TestProvider,
  context: Parameters<Parameters<Provider["use"]>[0]>[0],
): Promise<void> {
  const { req, res } = context;
  const { params } = await provider.interactionDetails(req, res);
  if (req.method !== "POST") {
    context.type = "html";
    context.body = page(context.path, test.accounts);
    return;
  }
  const body: Buffer[] = [];
  for await (const chunk of req) body.push(chunk as Buffer);
  const accountId = new URLSearchParams(Buffer.concat(body).toString()).get("sub") ?? "";
  if (accountId === "") {
    await provider.interactionFinished(req, res, { error: "access_denied" });
  } else {
    const { amr } = test.accounts.find(({ sub }) => sub === accountId) ?? {};
    const grant = new provider.Grant({ accountId, clientId: String(params["client_id"]) });
    grant.addOIDCScope("openid email profile");
    await provider.interactionFinished(req, res, {
      login: { accountId, remember: false, ...(amr && { amr }) },
      consent: { grantId: await grant.save() },
    });
  }
  context.respond = false;
}

/** A real OpenID provider on this machine that knows one client, which comes from `redirectUris`. */
export async function startProvider(redirectUris: string[]): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const test: TestProvider = {
    issuer,
    clientId: "athena-docs",
    clientSecret: SECRET,
    accounts: [],
    bend: null,
    exchanges: 0,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const provider = new Provider(issuer, {
    clients: [{ client_id: test.clientId, client_secret: SECRET, redirect_uris: redirectUris }],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }] },
    cookies: { keys: ["the keys of cookies in tests"] },
    claims: { openid: ["sub", "email", "email_verified", "xms_edov", "hd", "amr"] },
    conformIdTokenClaims: false,
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => {
      const account = test.accounts.find((each) => each.sub === sub);
      return account && { accountId: sub, claims: async () => account };
    },
  });
  provider.use(async (context, next) => {
    if (context.path.startsWith("/interaction/")) return interact(provider, test, context);
    await next();
    const given = context.body as { id_token?: string } | undefined;
    if (context.path !== "/token") return;
    test.exchanges += 1;
    if (test.bend === null || given?.id_token === undefined) return;
    const [header, claims] = given.id_token
      .split(".")
      .slice(0, 2)
      .map((each) => JSON.parse(Buffer.from(each, "base64url").toString()) as Record<string, unknown>);
    const token = { header: header ?? {}, claims: claims ?? {} };
    context.body = { ...given, id_token: test.bend(token, (bent) => signToken(bent, privateKey)) };
  });
  server.on("request", provider.callback());
  return test;
}

/** Goes through the provider's pages as a browser would; answers the address that it is sent back to. */
export async function chooseAccount(from: URL, sub: string, redirectUri: string): Promise<URL> {
  const jar = new Map<string, string>();
  let [address, method]: [URL, "GET" | "POST"] = [from, "GET"];
  for (let steps = 0; steps < 10; steps += 1) {
    const answer = await fetch(address, {
      method,
      redirect: "manual",
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(method === "POST" && { body: new URLSearchParams({ sub }) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location === null) {
      if (method === "POST" || answer.status !== 200)
        throw new Error(`the provider said ${answer.status}: ${await answer.text()}`);
      method = "POST";
      continue;
    }
    method = "GET";
    address = new URL(location, address);
    if (address.href.startsWith(redirectUri)) return address;
  }
  throw new Error("the provider never came back");
}
