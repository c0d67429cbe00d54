import { render } from "#lib/thumbnails/render.ts";
import type { RenderReply, RenderRequest } from "#lib/thumbnails/renderer.ts";

// The process in which files are drawn: one at a time, as long as its parent asks.
process.on("message", ({ bytes, contentType, format }: RenderRequest) => {
  const reply = (answer: RenderReply) => process.send?.(answer);
  render(bytes, contentType, format).then(
    (image) => reply({ image }),
    (error: unknown) => reply({ error: String(error).slice(0, 200) }),
  );
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
