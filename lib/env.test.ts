import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ConfigurationError,
  cloudflareConfigured,
  mailConfigured,
  providerConfigured,
  publicConfigured,
  readEnv,
  scannerAddress,
  storageConfigured,
} from "#lib/env.ts";

const STORE = {
  R2_ENDPOINT_URL: "https://0123.r2.cloudflarestorage.com",
  R2_ACCESS_KEY_ID: "an-access-key",
  R2_SECRET_ACCESS_KEY: "a-secret-key",
};
const APP = {
  DATABASE_URL: "postgres://athena:hidden@db.example.org/athena",
  NEXTAUTH_SECRET: "a secret of at least thirty-two characters",
};

function problems(env: Record<string, string>, options?: { need: "app" }): ConfigurationError {
  try {
    readEnv(env, options);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("It was taken.");
}
const wrong = (env: Record<string, string>, options?: { need: "app" }) =>
  problems(env, options).problems.map(({ variable }) => variable);
const read = (env: Record<string, string>) => readEnv(env);

describe("a configuration that can be used", () => {
  test("has the product's defaults where nothing is said", () => {
    expect(read({})).toMatchObject({
      R2_BUCKET_NAME: "athena-docs",
      R2_REGION: "auto",
      R2_FORCE_PATH_STYLE: true,
      R2_UPLOAD_METHOD: "auto",
      R2_MULTIPART_ABOVE_MIB: 25,
      PORT: 3000,
      ATHENA_DATA_DIR: ".data",
      TRUSTED_PROXY_HOPS: 0,
    });
    expect(storageConfigured(read({}))).toBe(false);
  });

  test("takes empty for absent, and trims", () => {
    const env = read({ ...STORE, R2_BUCKET_NAME: " ", PORT: " 8080 ", R2_PUBLIC_BASE_URL: "" });
    expect([env.R2_BUCKET_NAME, env.PORT, env.R2_PUBLIC_BASE_URL]).toEqual(["athena-docs", 8080, undefined]);
    expect(storageConfigured(env)).toBe(true);
  });

  test("may say how to upload without saying where to", () => {
    expect(read({ R2_UPLOAD_METHOD: "put" }).R2_UPLOAD_METHOD).toBe("put");
    expect(read({ R2_MULTIPART_ABOVE_MIB: "5" }).R2_MULTIPART_ABOVE_MIB).toBe(5);
    expect(read({ R2_MULTIPART_ABOVE_MIB: "5120" }).R2_MULTIPART_ABOVE_MIB).toBe(5120);
  });

  test("of the app needs a database and a session secret, and no store", () => {
    expect(() => readEnv(APP as unknown as NodeJS.ProcessEnv, { need: "app" })).not.toThrow();
    expect(wrong({}, { need: "app" })).toEqual(["DATABASE_URL", "NEXTAUTH_SECRET"]);
  });
});

describe("a public bucket", () => {
  const OPEN = { R2_PUBLIC_BUCKET_NAME: "open", R2_PUBLIC_BASE_URL: "https://cdn.example.org/files/" };

  test("is there with a store, its name and its address, and the address ends without a slash", () => {
    const env = read({ ...STORE, ...OPEN });
    expect([publicConfigured(env), env.R2_PUBLIC_BASE_URL]).toEqual([true, "https://cdn.example.org/files"]);
    expect(publicConfigured(read(STORE))).toBe(false);
  });

  test("is never half configured", () => {
    for (const name of Object.keys(OPEN)) {
      const { [name as keyof typeof OPEN]: _, ...half } = OPEN;
      expect(wrong({ ...STORE, ...half })).toEqual([name]);
    }
    expect(new Set(wrong(OPEN))).toEqual(new Set(Object.keys(STORE)));
  });

  test("is never the one that holds children's files, under its default name either", () => {
    expect(wrong({ ...STORE, ...OPEN, R2_BUCKET_NAME: "open" })).toEqual(["R2_PUBLIC_BUCKET_NAME"]);
    expect(wrong({ ...STORE, ...OPEN, R2_PUBLIC_BUCKET_NAME: "athena-docs" })).toEqual([
      "R2_PUBLIC_BUCKET_NAME",
    ]);
  });

  test("is not read at the address for signed requests", () => {
    for (const base of ["https://0123.eu.r2.cloudflarestorage.com/open", "cdn.example.org", "ftp://x.org"]) {
      expect(wrong({ ...STORE, ...OPEN, R2_PUBLIC_BASE_URL: base })).toEqual(["R2_PUBLIC_BASE_URL"]);
    }
    expect(publicConfigured(read({ ...STORE, ...OPEN, R2_PUBLIC_BASE_URL: "https://pub-1.r2.dev" }))).toBe(
      true,
    );
  });
});

describe("Cloudflare's own figures", () => {
  const ANALYTICS = {
    CLOUDFLARE_ACCOUNT_ID: "0123456789abcdef0123456789ABCDEF",
    CLOUDFLARE_ANALYTICS_TOKEN: "s3cret-t0ken_of-Cloudflare",
  };

  test("take an account and a token, and are never half configured", () => {
    expect(cloudflareConfigured(read(ANALYTICS))).toBe(true);
    expect(cloudflareConfigured(read({}))).toBe(false);
    for (const [one, other] of [
      ["CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_ANALYTICS_TOKEN"],
      ["CLOUDFLARE_ANALYTICS_TOKEN", "CLOUDFLARE_ACCOUNT_ID"],
    ] as const) {
      const error = problems({ [one]: ANALYTICS[one] });
      expect(error.problems.map(({ variable }) => variable)).toEqual([other]);
      expect(error.message).not.toContain("s3cret");
    }
  });

  test("are refused for an account or a token that cannot be one, which is never told", () => {
    expect(wrong({ ...ANALYTICS, CLOUDFLARE_ACCOUNT_ID: "0123" })).toEqual(["CLOUDFLARE_ACCOUNT_ID"]);
    for (const token of ["s3cret token", "s3cret\nHost: x", "s3crét"]) {
      const error = problems({ ...ANALYTICS, CLOUDFLARE_ANALYTICS_TOKEN: token });
      expect(error.problems.map(({ variable }) => variable)).toEqual(["CLOUDFLARE_ANALYTICS_TOKEN"]);
      expect(error.message).not.toContain("s3cr");
    }
  });
});

describe("mail", () => {
  const MAIL = {
    SMTP_URL: "smtps://docs:p%40ss@mail.example.org",
    SMTP_FROM: "Athena Docs <docs@example.org>",
  };

  test("takes a server and an address that it comes from, and is never half configured", () => {
    expect(mailConfigured(read(MAIL))).toBe(true);
    expect(mailConfigured(read({}))).toBe(false);
    expect(wrong({ SMTP_URL: MAIL.SMTP_URL })).toEqual(["SMTP_FROM"]);
    expect(wrong({ SMTP_FROM: MAIL.SMTP_FROM })).toEqual(["SMTP_URL"]);
  });

  test("says what is wrong with either, and never the password", () => {
    for (const address of ["mail.example.org", "http://mail.example.org", "smtp://user:s3cret@mail/x"]) {
      const error = problems({ ...MAIL, SMTP_URL: address });
      expect(error.problems.map(({ variable }) => variable)).toEqual(["SMTP_URL"]);
      expect(error.message).not.toContain("s3cret");
    }
    for (const from of ["docs", "a@b, c@d", "Docs <docs@example.org", "Docs\nBcc: x@y <docs@example.org>"])
      expect(wrong({ ...MAIL, SMTP_FROM: from })).toEqual(["SMTP_FROM"]);
    expect(mailConfigured(read({ ...MAIL, SMTP_FROM: "docs@example.org" }))).toBe(true);
  });
});

describe("signing in with a provider", () => {
  const PROVIDER = {
    OIDC_ISSUER: "https://accounts.google.com",
    OIDC_CLIENT_ID: "an-id",
    OIDC_CLIENT_SECRET: "hidden-secret",
  };

  test("takes all three variables or none", () => {
    expect(providerConfigured(read(PROVIDER))).toBe(true);
    expect(providerConfigured(read({}))).toBe(false);
    expect(wrong({ OIDC_ONLY: "true" })).toEqual(Object.keys(PROVIDER));
    for (const name of Object.keys(PROVIDER)) expect(wrong({ ...PROVIDER, [name]: " " })).toEqual([name]);
    expect(wrong({ ...PROVIDER, OIDC_SECRET: "x" })).toEqual(["OIDC_SECRET"]);
  });

  test("goes over https, but for a provider on this machine", () => {
    for (const issuer of [
      "https://id.example/realms/school",
      "http://127.0.0.1:4000",
      "http://localhost:4000",
    ])
      expect(read({ ...PROVIDER, OIDC_ISSUER: issuer }).OIDC_ISSUER).toBe(issuer);
    const wellKnown = "https://id.example/.well-known/openid-configuration";
    expect(read({ ...PROVIDER, OIDC_ISSUER: wellKnown }).OIDC_ISSUER).toBe("https://id.example");
    for (const issuer of [
      "http://id.example",
      "http://127.0.0.1.evil.example",
      "id.example",
      "https://id.example/?x=1",
      "https://user@id.example",
      "https://login.microsoftonline.com/common/v2.0",
      "https://login.microsoftonline.com/organizations/v2.0",
    ])
      expect(wrong({ ...PROVIDER, OIDC_ISSUER: issuer })).toEqual(["OIDC_ISSUER"]);
  });

  test("takes domains as people write them, and trusts no e-mail by itself", () => {
    expect(read(PROVIDER)).toMatchObject({ OIDC_TRUST_EMAIL: false, OIDC_ONLY: false });
    const domains = (OIDC_ALLOWED_DOMAINS: string) => ({ ...PROVIDER, OIDC_ALLOWED_DOMAINS });
    expect(read(domains("School.example, b.example")).OIDC_ALLOWED_DOMAINS).toEqual([
      "school.example",
      "b.example",
    ]);
    for (const list of ["school", "@school.example", "a.example;b.example", "a.example,"])
      expect(wrong(domains(list))).toEqual(["OIDC_ALLOWED_DOMAINS"]);
  });
});

describe("half a configuration stops the start", () => {
  test.each(Object.keys(STORE))("with nothing but %s", (name) => {
    const others = Object.keys(STORE).filter((other) => other !== name);
    expect(wrong({ [name]: STORE[name as keyof typeof STORE] })).toEqual(others);
  });

  test.each(Object.keys(STORE))("without %s", (name) => {
    expect(wrong({ ...STORE, [name]: "" })).toEqual([name]);
  });

  test.each([
    ["R2_BUCKET_NAME", "our-files"],
    ["R2_PUBLIC_BUCKET_NAME", "our-logos"],
    ["R2_PUBLIC_BASE_URL", "https://cdn.example.org"],
    ["R2_REGION", "eu"],
    ["R2_FORCE_PATH_STYLE", "true"],
  ])("with %s alone, which points at a store", (name, value) => {
    expect(wrong({ [name]: value })).toEqual(Object.keys(STORE));
  });

  test.each(["R2_ENDPOINT", "R2_ACCESS_KEY", "R2_SECRET_KEY", "R2_BUCKET", "R2_constructor", "R2_"])(
    "with the unknown %s, and names what it knows",
    (name) => {
      const error = problems({ ...STORE, [name]: "x" });
      expect(error.problems.map(({ variable }) => variable)).toEqual([name]);
      expect(error.message).toContain("R2_SECRET_ACCESS_KEY");
    },
  );
});

describe("a bad value stops the start with the variable and an example", () => {
  test.each([
    ["DATABASE_URL", "mysql://db/athena"],
    ["DATABASE_URL", "postgres://db"],
    ["DATABASE_URL", "db.example.org/athena"],
    ["DATABASE_MIGRATION_URL", "http://db/athena"],
    ["NEXTAUTH_SECRET", "too short"],
    ["AUDIT_SEAL_KEY", "too short"],
    ["AUDIT_SEAL_KEY", "the first is long enough to be a secret,the second not"],
    ["NEXTAUTH_URL", "docs.example.org"],
    ["NEXTAUTH_URL", "javascript:alert(1)"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "80a"],
    ["PORT", "-1"],
    ["TRUSTED_PROXY_HOPS", "ten"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["LOG_LEVEL", "loud"],
    ["R2_ENDPOINT_URL", "ftp://store"],
    ["R2_ENDPOINT_URL", "https://store?x=1"],
    ["R2_BUCKET_NAME", "Our_Files"],
    ["R2_BUCKET_NAME", "ab"],
    ["R2_REGION", "EU WEST"],
    ["R2_FORCE_PATH_STYLE", "yes"],
    ["R2_UPLOAD_METHOD", "multipart"],
    ["R2_MULTIPART_ABOVE_MIB", "4"],
    ["R2_MULTIPART_ABOVE_MIB", "5121"],
    ["R2_MULTIPART_ABOVE_MIB", "25 MiB"],
    ["R2_ACCESS_KEY_ID", "two words"],
    ["R2_SECRET_ACCESS_KEY", "two words"],
  ])("%s=%s", (name, value) => {
    const { message } = problems({ ...STORE, [name]: value });
    expect(message).toMatch(new RegExp(`^${name}: .+ Example: ${name}=.+$`));
  });

  test("one line for each problem", () => {
    expect(problems({ PORT: "x", LOG_LEVEL: "x", R2_BUCKET: "x" }).message.split("\n")).toHaveLength(3);
  });
});

test("no value is ever repeated in a message, so that no secret is", () => {
  const names = [
    ...Object.keys(STORE),
    ...Object.keys(APP),
    "DATABASE_MIGRATION_URL",
    "R2_SECRET",
    "NEXTAUTH_URL",
  ];
  const value = fc.constantFrom(
    "Tr0ub4dor Tr0ub4dor",
    "Tr0ub4dor",
    "postgres://athena:Tr0ub4dor@db",
    "http://athena:Tr0ub4dor@db/athena",
    "https://user:Tr0ub4dor@store/?Tr0ub4dor",
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), (env) => {
      const error = problems({ ...env, LOG_LEVEL: "Tr0ub4dor" }, { need: "app" });
      expect(JSON.stringify([error.message, error.problems])).not.toContain("Tr0ub4dor");
    }),
    { numRuns: 500 },
  );
});

describe("the virus scanner", () => {
  test("is at a socket, or at a port of a machine", () => {
    expect(scannerAddress(read({}))).toBeNull();
    expect(scannerAddress(read({ CLAMD_SOCKET: "/run/clamd.ctl" }))).toEqual({ path: "/run/clamd.ctl" });
    const env = read({
      CLAMD_HOST: "clamd",
      CLAMD_PORT: "3310",
      CLAMD_MAX_MIB: "500",
      CLAMD_TOO_LARGE: "pass",
    });
    expect(scannerAddress(env)).toEqual({ host: "clamd", port: 3310 });
    expect([env.CLAMD_MAX_MIB, env.CLAMD_TOO_LARGE]).toEqual([500, "pass"]);
  });

  const AMISS: [Record<string, string>, string][] = [
    [{ CLAMD_HOST: "clamd" }, "CLAMD_PORT"],
    [{ CLAMD_PORT: "3310" }, "CLAMD_HOST"],
    [{ CLAMD_SOCKET: "/run/clamd.ctl", CLAMD_HOST: "clamd", CLAMD_PORT: "3310" }, "CLAMD_SOCKET"],
    [{ CLAMD_MAX_MIB: "200" }, "CLAMD_SOCKET"],
    [{ CLAMD_TOO_LARGE: "quarantine" }, "CLAMD_SOCKET"],
    [{ CLAMD_SOCKETS: "/run/clamd.ctl" }, "CLAMD_SOCKETS"],
    [{ CLAMD_SOCKET: "clamd.ctl" }, "CLAMD_SOCKET"],
    [{ CLAMD_SOCKET: "/run/clamd.ctl", CLAMD_MAX_MIB: "0" }, "CLAMD_MAX_MIB"],
    [{ CLAMD_SOCKET: "/run/clamd.ctl", CLAMD_TOO_LARGE: "ignore" }, "CLAMD_TOO_LARGE"],
  ];
  test.each(AMISS)("configured by halves or amiss stops the start: %j", (env, variable) => {
    const found = problems(env).problems;
    expect(found.map((one) => [one.variable, one.example !== ""])).toEqual([[variable, true]]);
  });
});
