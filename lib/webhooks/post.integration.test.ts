import { beforeAll, describe, expect, test } from "vitest";
import { RECEIVER_NAME, trustReceivers, webhookReceiver } from "#lib/testing/webhook-receiver.ts";
import { ANSWER_BYTES } from "#lib/webhooks/constants.ts";
import { postOnce } from "#lib/webhooks/post.ts";
import type { ResolvedAddress } from "#lib/webhooks/target.ts";

const LETTER = { headers: { "webhook-id": "one" }, body: '{"name":"Peña"}' };
const at = (address: string): ResolvedAddress => ({ address, family: 4 });
const here = { allowPrivate: true, resolve: () => Promise.resolve([at("127.0.0.1")]) };
const post = (url: string, reach: Parameters<typeof postOnce>[2] = here) =>
  postOnce(new URL(url), LETTER, reach);

describe("before the operator trusts the receiver's authority", () => {
  test("its certificate is refused, and it is told nothing", async () => {
    await using receiver = await webhookReceiver();
    expect(await post(receiver.url)).toMatchObject({ status: null, problem: "tls_failed" });
    expect(receiver.received).toEqual([]);
  });
});

describe("a receiver", () => {
  beforeAll(trustReceivers);

  test("gets the very bytes, and its answer is kept", async () => {
    await using receiver = await webhookReceiver();
    receiver.state.answer = (response) => response.writeHead(202).end("noted: ñ\0");
    const made = await post(receiver.url);
    expect(made).toMatchObject({ status: 202, problem: null, answer: "noted: ñ\uFFFD" });
    const [one] = receiver.received;
    expect(one?.body).toBe(LETTER.body);
    expect(one?.path).toBe("/hook");
    expect(one?.headers).toMatchObject({
      host: `${RECEIVER_NAME}:${receiver.port}`,
      "content-type": "application/json",
      "content-length": "16",
      "webhook-id": "one",
    });
  });

  test("with a certificate for another name is refused", async () => {
    await using receiver = await webhookReceiver();
    const made = await post(receiver.url.replace(RECEIVER_NAME, "other.test"));
    expect(made).toMatchObject({ status: null, problem: "tls_failed" });
    expect(receiver.received).toEqual([]);
  });

  test.each([400, 404, 410, 429, 500, 503])("that answers %i has failed", async (status) => {
    await using receiver = await webhookReceiver();
    receiver.state.answer = (response) => response.writeHead(status).end("no");
    expect(await post(receiver.url)).toMatchObject({ status, problem: "status", answer: "no" });
  });

  test("that redirects is not followed", async () => {
    await using elsewhere = await webhookReceiver();
    await using receiver = await webhookReceiver();
    receiver.state.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
    expect(await post(receiver.url)).toMatchObject({ status: 307, problem: "redirected" });
    expect(elsewhere.received).toEqual([]);
  });

  test("that answers without end is cut off", async () => {
    await using receiver = await webhookReceiver();
    let closed = false;
    receiver.state.answer = (response) => {
      const block = "x".repeat(64 * 1024);
      const more = () => {
        while (!response.destroyed && response.write(block));
      };
      response.on("close", () => (closed = true)).on("drain", more);
      response.writeHead(200);
      more();
    };
    const made = await post(receiver.url);
    expect(made).toMatchObject({ status: 200, problem: null });
    expect(made.answer).toHaveLength(ANSWER_BYTES);
    await expect.poll(() => closed).toBe(true);
  });

  test.each([
    ["says nothing", () => undefined],
    ["looks up for ever", null],
  ] as const)("that %s is given up at the deadline", async (_what, answer) => {
    await using receiver = await webhookReceiver();
    if (answer !== null) receiver.state.answer = answer;
    const forEver = { allowPrivate: true, resolve: () => new Promise<never>(() => undefined) };
    const made = await post(receiver.url, { ...(answer === null ? forEver : here), deadlineMs: 300 });
    expect(made).toMatchObject({ status: null, problem: "timed_out" });
    expect(made.took).toBeGreaterThanOrEqual(290);
  });

  test("that cuts the line, is not there, or has no name, has failed", async () => {
    await using receiver = await webhookReceiver();
    receiver.state.answer = (response) => response.destroy();
    expect(await post(receiver.url)).toMatchObject({ status: null, problem: "connection_failed" });
    expect(await post(`https://${RECEIVER_NAME}:9/`)).toMatchObject({ problem: "connection_failed" });
    const nobody = { allowPrivate: true };
    expect(await post("https://nobody.invalid/", nobody)).toMatchObject({ problem: "dns_failed" });
  });
});

describe("a name that leads elsewhere", () => {
  beforeAll(trustReceivers);

  test("is refused where that is no public address, and nothing is connected to", async () => {
    await using receiver = await webhookReceiver();
    const strict = { ...here, allowPrivate: false };
    expect(await post(receiver.url, strict)).toMatchObject({ problem: "address_refused" });
    const both = { allowPrivate: false, resolve: () => Promise.resolve([at("1.1.1.1"), at("127.0.0.1")]) };
    expect(await post(receiver.url, both)).toMatchObject({ problem: "address_refused" });
    expect(receiver.received).toEqual([]);
  });

  test("when it is asked for a second time is asked once: the connection goes where the first answer led", async () => {
    await using first = await webhookReceiver({ host: "127.0.0.1" });
    await using second = await webhookReceiver({ host: "127.0.0.2", port: first.port });
    let asked = 0;
    const rebinding = {
      allowPrivate: true,
      resolve: () => {
        asked += 1;
        return Promise.resolve([at(asked === 1 ? "127.0.0.1" : "127.0.0.2")]);
      },
    };
    expect(await post(first.url, rebinding)).toMatchObject({ status: 204, problem: null });
    expect(asked).toBe(1);
    expect(first.received).toHaveLength(1);
    expect(second.received).toEqual([]);
    // The trap is there: whoever asks again falls into it.
    await post(first.url, rebinding);
    expect(second.received).toHaveLength(1);
  });
});
