import { expect, test } from "vitest";
import { parseForm } from "#lib/auth/form.ts";
import { signInForm } from "#lib/auth/schema.ts";

test.each([null, undefined, "text", 1, {}, [["email", "a@b.c"]], { get: () => "x" }])(
  "%j instead of a form is an invalid request, as everything that a caller makes up",
  (form) => {
    expect(() => parseForm(signInForm, form as unknown as FormData)).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
  },
);
