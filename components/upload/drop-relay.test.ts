import { describe, expect, it, vi } from "vitest";
import { createDropRelay, type DropHandlers } from "#components/upload/drop-relay.ts";

type Drag = Parameters<DropHandlers["onDrop"]>[0];

/** A drag as a browser tells of it: what it holds is gone once its handlers are done. */
function drag(...names: string[]) {
  const items = names.map((name) => {
    const file = new File(["x"], name);
    const entry = { name, isDirectory: !name.includes(".") };
    return { kind: "file", type: "", getAsFile: () => file, webkitGetAsEntry: () => entry };
  });
  const dataTransfer = { types: names.length > 0 ? ["Files"] : ["text/plain"], items, files: [] };
  const preventDefault = vi.fn<() => void>();
  const event = { type: "drop", target: names.join(), dataTransfer, preventDefault } as unknown as Drag;
  const over = () => {
    dataTransfer.items = [];
    dataTransfer.types = [];
  };
  return { event, preventDefault, over };
}

const listener = () => {
  const dropped: (string | undefined)[][] = [];
  const handlers: DropHandlers = {
    onDragEnter: vi.fn<DropHandlers["onDragEnter"]>(),
    onDragOver: vi.fn<DropHandlers["onDragOver"]>(),
    onDragLeave: vi.fn<DropHandlers["onDragLeave"]>(),
    onDrop: ({ dataTransfer }) => {
      dropped.push([...dataTransfer.items].map((item) => item.webkitGetAsEntry()?.name));
    },
  };
  return { handlers, dropped };
};

describe("what is dropped before the code is there", () => {
  it("is not opened in place of the page, and is handed on when the code comes, folders too", async () => {
    const need = vi.fn<() => Promise<unknown>>(async () => ({}));
    const relay = createDropRelay(need);
    const enter = drag("a.pdf");
    relay.props.onDragEnter(enter.event);
    expect(enter.preventDefault).toHaveBeenCalledOnce();
    expect(need).not.toHaveBeenCalled();
    for (const names of [["a.pdf", "photos"], ["b.pdf"]]) {
      const { event, preventDefault, over } = drag(...names);
      relay.props.onDrop(event);
      expect(preventDefault).toHaveBeenCalledOnce();
      over();
    }
    await Promise.all(need.mock.results.map(({ value }) => value));
    const { handlers, dropped } = listener();
    relay.listen(handlers);
    expect(dropped).toEqual([["a.pdf", "photos"], ["b.pdf"]]);
    relay.listen(null);
    relay.listen(handlers);
    expect(dropped).toHaveLength(2);
  });

  it("covers the window as soon as the code comes, where files are still over it", () => {
    const relay = createDropRelay(async () => ({}));
    const [first, second] = [drag("a.pdf").event, drag("b.pdf").event];
    const begin = () => {
      const { handlers } = listener();
      relay.listen(handlers);
      relay.listen(null);
      return vi.mocked(handlers.onDragEnter).mock.calls.map(([{ target }]) => target);
    };
    relay.props.onDragEnter(first);
    // Browsers tell of the element that is entered before they tell of the one that is left.
    relay.props.onDragEnter(second);
    relay.props.onDragLeave(first);
    expect(begin()).toEqual(["b.pdf"]);
    expect(begin()).toEqual([]);
    relay.props.onDragEnter(first);
    relay.props.onDragLeave(first);
    expect(begin()).toEqual([]);
    relay.props.onDragEnter(first);
    relay.props.onDrop(first);
    expect(begin()).toEqual([]);
  });

  it("is forgotten where the code cannot be fetched: people were told, and drop again", async () => {
    const failing = Promise.resolve(null);
    const relay = createDropRelay(() => failing);
    relay.props.onDrop(drag("a.pdf").event);
    await failing;
    await Promise.resolve();
    const { handlers, dropped } = listener();
    relay.listen(handlers);
    expect(dropped).toEqual([]);
  });

  it("is left alone when it is no file", () => {
    const relay = createDropRelay(async () => null);
    const { event, preventDefault } = drag();
    relay.props.onDrop(event);
    expect(preventDefault).not.toHaveBeenCalled();
  });
});

it("passes everything on once the code is there", () => {
  const relay = createDropRelay(async () => null);
  const { handlers, dropped } = listener();
  relay.listen(handlers);
  const { event } = drag("a.pdf");
  for (const name of ["onDragEnter", "onDragOver", "onDragLeave"] as const) {
    relay.props[name](event);
    expect(handlers[name]).toHaveBeenCalledExactlyOnceWith(event);
  }
  relay.props.onDrop(event);
  expect(dropped).toEqual([["a.pdf"]]);
});

describe("what is dropped before the code is there", () => {
  it("becomes what its place said then, although another tab is shown by the time the code is there", async () => {
    const relay = createDropRelay(async () => ({}));
    relay.props.onDrop(drag("scan.jpg").event);
    relay.become({ kind: "media", student: null });
    const kinds: unknown[] = [];
    const { handlers } = listener();
    relay.listen({ ...handlers, onDrop: (event) => kinds.push(relay.meant(event)) });
    relay.props.onDrop(drag("b.jpg").event);
    expect(kinds).toEqual([{ kind: "document", student: null }, undefined]);
  });
});
