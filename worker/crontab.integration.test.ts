import { parseCrontab } from "graphile-worker";
import { expect, test } from "vitest";
import { crontab, tasks } from "#worker/tasks.ts";

test("the worker's timetable can be read, and names jobs that there are", () => {
  const items = parseCrontab(crontab);
  expect(items.length).toBeGreaterThan(3);
  for (const { task } of items) expect(tasks).toHaveProperty(task);
});
