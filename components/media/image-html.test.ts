import fc from "fast-check";
import { expect, test } from "vitest";
import { imageHtml } from "#components/media/image-html.ts";

test("a picture is written with what it shows", () => {
  expect(imageHtml("https://media.example/a.png?x=1&y=2", 'The "old" yard & <gate>')).toBe(
    '<img src="https://media.example/a.png?x=1&amp;y=2" alt="The &quot;old&quot; yard &amp; &lt;gate&gt;">',
  );
  expect(imageHtml("https://media.example/a.png", null)).toBe(
    '<img src="https://media.example/a.png" alt="">',
  );
});

test("nothing that a text says ends the attribute or the element", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const [, inside] = /^<img src="u" alt="([^"<>]*)">$/.exec(imageHtml("u", text)) ?? [];
      expect(inside).toBeDefined();
    }),
  );
});
