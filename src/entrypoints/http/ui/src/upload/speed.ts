/** How fast something is sent, smoothed so that one can read it. */

const MEMORY = 4000;
/** Shorter stretches say more about buffers than about the line. */
const SHORTEST = 250;

export class Speed {
  private at: number;
  private sent: number;
  private rate: number | undefined;

  constructor(now: number, sent: number) {
    this.at = now;
    this.sent = sent;
  }

  /** Takes note that `sent` bytes are sent at `now`, in milliseconds. */
  tell(now: number, sent: number): void {
    const passed = now - this.at;
    if (passed < SHORTEST) return;
    const latest = ((sent - this.sent) / passed) * 1000;
    const weight = 1 - Math.exp(-passed / MEMORY);
    this.rate = this.rate === undefined ? latest : this.rate + weight * (latest - this.rate);
    this.at = now;
    this.sent = sent;
  }

  /** Bytes a second; undefined while nobody can tell. */
  get bytesPerSecond(): number | undefined {
    return this.rate;
  }

  /** Seconds until `left` bytes are sent; undefined while nobody can tell. */
  secondsFor(left: number): number | undefined {
    return this.rate && this.rate > 0 ? left / this.rate : undefined;
  }
}
