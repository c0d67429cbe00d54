import { config } from "#lib/config.ts";
import { startMailServer } from "#lib/testing/smtp.ts";

/** A real SMTP server that is the product's while it is held. */
export async function mailServer() {
  const { settings, stop, ...server } = await startMailServer();
  const product = config();
  Object.assign(product, settings);
  return {
    ...server,
    [Symbol.asyncDispose]: async () => {
      delete product.SMTP_URL;
      delete product.SMTP_FROM;
      await stop();
    },
  };
}
