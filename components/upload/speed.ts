/** Milliseconds that the speed is taken over: long enough to be calm, short enough to follow the line. */
const SPAN = 8_000;

type Mark = { time: number; sent: number };

/** Estimates the time left from what was sent in the last seconds. */
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

  /** Seconds until `bytes` are sent, or null while there is too little to go by. */
  secondsLeft(bytes: number): number | null {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (first === undefined || last === undefined) return null;
    const seconds = (last.time - first.time) / 1000;
    const speed = (last.sent - first.sent) / seconds;
    return seconds >= 2 && speed > 0 ? Math.max(0, bytes - last.sent) / speed : null;
  }
}
