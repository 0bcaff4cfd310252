/** The waveform around the playhead, by wavesurfer.js, with the lanes of the speakers beneath. */
import WaveSurfer from "wavesurfer.js";
import { colours, onTheme } from "./colours.js";
import type { Transcript } from "./document.js";
import { type Window, drawLanes, lanesHeight } from "./lanes.js";
import type { Peaks } from "./transcript-api.js";

export const ZOOMS = [12, 25, 50, 90, 160] as const;

export interface WaveformParts {
  readonly wave: HTMLElement;
  readonly lanes: HTMLCanvasElement;
  readonly media: HTMLMediaElement;
  /** Told which stretch the waveform shows, whenever it shows another. */
  readonly onWindow: (window: Window) => void;
}

export class Waveform {
  readonly #surfer: WaveSurfer;
  readonly #lanes: HTMLCanvasElement;
  #transcript: Transcript;
  #zoom: number = ZOOMS[2];
  readonly #onWindow: (window: Window) => void;

  constructor(parts: WaveformParts, peaks: Peaks, transcript: Transcript, nonce: string) {
    this.#onWindow = parts.onWindow;
    this.#lanes = parts.lanes;
    this.#transcript = transcript;
    this.#surfer = WaveSurfer.create({
      container: parts.wave,
      media: parts.media,
      peaks: [peaks.peaks.slice()],
      duration: peaks.duration,
      height: parts.wave.clientHeight,
      minPxPerSec: this.#zoom,
      hideScrollbar: true,
      autoCenter: false,
      dragToSeek: true,
      normalize: true,
      cursorWidth: 2,
      cspNonce: nonce,
      ...this.#colours(),
    });
    for (const event of ["scroll", "zoom", "redraw", "resize"] as const)
      this.#surfer.on(event, () => this.#draw());
    onTheme(() => this.#surfer.setOptions(this.#colours()));
    this.show(transcript);
  }

  show(transcript: Transcript): void {
    this.#transcript = transcript;
    this.#lanes.style.height = `${lanesHeight(transcript)}px`;
    this.#draw();
  }

  /** One step closer or wider. */
  zoom(direction: 1 | -1): void {
    const at = ZOOMS.findIndex((zoom) => zoom === this.#zoom);
    this.#zoom = ZOOMS[Math.max(0, Math.min(at + direction, ZOOMS.length - 1))] ?? this.#zoom;
    this.#surfer.zoom(this.#zoom);
  }

  #draw(): void {
    const width = this.#surfer.getWrapper().clientWidth;
    const duration = this.#surfer.getDuration() || this.#transcript.duration;
    const pixelsPerSecond = width / duration;
    if (!(pixelsPerSecond > 0) || !Number.isFinite(pixelsPerSecond)) return;
    const window = { start: this.#surfer.getScroll() / pixelsPerSecond, pixelsPerSecond };
    drawLanes(this.#lanes, this.#transcript, window);
    this.#onWindow(window);
  }

  #colours() {
    return colours({ waveColor: "--wave", progressColor: "--wave-played", cursorColor: "--accent" });
  }
}
