import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newSecret, signedHeaders, signMessage } from "#lib/webhooks/signature.ts";

// As the libraries of Standard Webhooks test themselves.
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const MESSAGE = {
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
};
const SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

test("a message is signed as Standard Webhooks has it, with and without the secret's prefix", () => {
  expect(signMessage(SECRET, MESSAGE)).toBe(SIGNATURE);
  expect(signMessage(SECRET.slice("whsec_".length), MESSAGE)).toBe(SIGNATURE);
});

test("while a secret is replaced, both sign", () => {
  const other = newSecret();
  const headers = signedHeaders([other, SECRET], MESSAGE);
  expect(headers["webhook-signature"]?.split(" ")).toEqual([signMessage(other, MESSAGE), SIGNATURE]);
  expect(headers["webhook-id"]).toBe(MESSAGE.id);
  expect(headers["webhook-timestamp"]).toBe("1614265330");
});

test("a new secret is 32 bytes, and never the same", () => {
  const secrets = Array.from({ length: 50 }, newSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) {
    expect(secret).toMatch(/^whsec_/);
    expect(Buffer.from(secret.slice("whsec_".length), "base64")).toHaveLength(32);
  }
});

test("every sign of the body counts, whatever its letters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.uuid(), fc.nat(), (body, id, timestamp) => {
      const key = Buffer.from(SECRET.slice("whsec_".length), "base64");
      const bytes = Buffer.from(`${id}.${timestamp}.${body}`, "utf8");
      const expected = createHmac("sha256", key).update(bytes).digest("base64");
      expect(signMessage(SECRET, { id, timestamp, body })).toBe(`v1,${expected}`);
      expect(signMessage(SECRET, { id, timestamp, body: `${body} ` })).not.toBe(`v1,${expected}`);
    }),
  );
});
