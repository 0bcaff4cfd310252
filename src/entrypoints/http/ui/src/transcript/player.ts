/** Playing the recording: from an instant, a stretch of it, slower and faster. */
import { signal } from "@preact/signals";

export const RATES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

export class Player {
  readonly playing = signal(false);
  readonly time = signal(0);
  readonly rate = signal(1);
  readonly broken = signal(false);
  readonly media: HTMLAudioElement;
  #until = Infinity;

  constructor(media: HTMLAudioElement) {
    this.media = media;
    media.addEventListener("play", () => {
      this.playing.value = true;
      this.#follow();
    });
    media.addEventListener("pause", () => (this.playing.value = false));
    media.addEventListener("seeked", () => this.#look());
    media.addEventListener("timeupdate", () => this.#look());
    media.addEventListener("error", () => (this.broken.value = true));
    media.addEventListener("loadedmetadata", () => (this.broken.value = false));
  }

  toggle(): void {
    if (this.media.paused) this.play();
    else this.media.pause();
  }

  /** Plays on from where it is, or from `time`, to the end or until `until`. */
  play(time?: number, until = Infinity): void {
    this.#until = until;
    if (time !== undefined) this.seek(time);
    // A browser may refuse to play before the first click, and without the recording nothing plays.
    this.media.play().catch(() => undefined);
  }

  pause(): void {
    this.media.pause();
  }

  seek(time: number): void {
    const end = Number.isFinite(this.media.duration) ? this.media.duration : time;
    this.media.currentTime = Math.max(0, Math.min(time, end));
    this.time.value = this.media.currentTime;
  }

  back(seconds: number): void {
    this.#until = Infinity;
    this.seek(this.media.currentTime - seconds);
  }

  /** The next slower or faster speed. */
  step(direction: 1 | -1): void {
    const faster = RATES.find((rate) => rate > this.rate.value + 0.001);
    const slower = RATES.findLast((rate) => rate < this.rate.value - 0.001);
    this.setRate((direction > 0 ? faster : slower) ?? this.rate.value);
  }

  setRate(rate: number): void {
    this.rate.value = rate;
    this.media.playbackRate = rate;
    this.media.defaultPlaybackRate = rate;
  }

  #follow(): void {
    this.#look();
    if (!this.media.paused) requestAnimationFrame(() => this.#follow());
  }

  #look(): void {
    const now = this.media.currentTime;
    this.time.value = now;
    if (now >= this.#until) {
      this.#until = Infinity;
      this.media.pause();
    }
  }
}
