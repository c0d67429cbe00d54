import { expect, test } from "vitest";
import { answerTo, quote } from "#components/messages/answer.ts";

const [ana, bo, cy] = ["ana", "bo", "cy"].map((id) => ({ id, name: id }));
const gone = { id: "dee", name: null };
const message = {
  author: ana as NonNullable<typeof ana>,
  to: {
    school: false,
    roles: ["teacher" as const],
    people: [bo, cy, gone].flatMap((person) => person ?? []),
  },
  subject: "Trip",
  mine: false,
};
const ids = ({ to }: ReturnType<typeof answerTo>) => to.people.map(({ id }) => id);

test("an answer goes to the author alone, and one to all to those it named but oneself and those who left", () => {
  const one = answerTo(message, "bo", false);
  expect([ids(one), one.to.roles, one.subject]).toEqual([["ana"], [], "Re: Trip"]);
  const all = answerTo(message, "bo", true);
  expect([ids(all), all.to.roles]).toEqual([["ana", "cy"], ["teacher"]]);
});

test("an answer to what one has written goes to whom it named; a subject says Re once", () => {
  const own = answerTo({ ...message, mine: true, subject: "RE: Trip" }, "ana", false);
  expect([ids(own), own.to.roles, own.subject]).toEqual([["bo", "cy"], ["teacher"], "RE: Trip"]);
  expect(answerTo({ ...message, subject: "x".repeat(200) }, "bo", false).subject).toHaveLength(200);
});

test("what is answered stands below, each line marked", () => {
  expect(quote("Ana wrote:", "One\r\n\nTwo\n")).toBe("\n\nAna wrote:\n> One\n>\n> Two");
  expect(quote("Ana wrote:", "x".repeat(20_000)).length).toBeLessThan(10_100);
});
