/** Milliseconds that the speed is taken over: long enough to be calm, short enough to follow the line. */
const SPAN = 8_000;

type Mark = { time: number; sent: number };

/** Tells the speed, and the time left, from what was sent in the last seconds. */
export class Speedometer {
  #marks: Mark[] = [];

  /** Notes how much has been sent by now; a total that went down starts the estimate anew. */
  note(sent: number, time: number): void {
    const last = this.#marks.at(-1);
    if (last !== undefined && sent < last.sent) this.#marks = [];
    this.#marks.push({ time, sent });
    const begin = this.#marks.findIndex((mark) => time - mark.time <= SPAN);
    if (begin > 1) this.#marks.splice(0, begin - 1);
  }

  /** Bytes a second, 0 where the line stands still, or null while there is too little to go by. */
  speed(): number | null {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (first === undefined || last === undefined) return null;
    const seconds = (last.time - first.time) / 1000;
    return seconds >= 2 ? (last.sent - first.sent) / seconds : null;
  }

  /** Seconds until `bytes` are sent, or null while there is too little to go by, or nothing moves. */
  secondsLeft(bytes: number): number | null {
    const last = this.#marks.at(-1);
    const speed = this.speed();
    return last !== undefined && speed ? Math.max(0, bytes - last.sent) / speed : null;
  }
}
