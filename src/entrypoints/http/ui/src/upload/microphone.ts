/** Recording from the microphone. */
import { signal } from "@preact/signals";

const KINDS: readonly (readonly [string, string])[] = [
  ["audio/webm;codecs=opus", "webm"],
  ["audio/mp4", "m4a"],
  ["audio/ogg;codecs=opus", "ogg"],
];
const LOOK_EVERY = 100;

export const canRecord = (): boolean =>
  typeof MediaRecorder !== "undefined" && "mediaDevices" in navigator && window.isSecureContext;

export class Microphone {
  readonly recording = signal(false);
  readonly seconds = signal(0);
  /** How loud it is, 0 to 1. */
  readonly level = signal(0);

  private recorder: MediaRecorder | undefined;
  private stopped: (() => void) | undefined;
  private pieces: Blob[] = [];

  /** Asks for the microphone and begins; raises what the browser raises where it may not be used. */
  async start(): Promise<void> {
    // What makes a call pleasant takes away what is measured here: pauses, breath, who speaks.
    const sound = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: sound });
    const kind = KINDS.find(([type]) => MediaRecorder.isTypeSupported(type));
    this.pieces = [];
    this.recorder = new MediaRecorder(stream, kind ? { mimeType: kind[0] } : {});
    this.recorder.addEventListener("dataavailable", (event) => this.pieces.push(event.data));
    const stopLooking = this.look(stream);
    this.stopped = () => {
      stopLooking();
      for (const track of stream.getTracks()) track.stop();
      this.recording.value = false;
    };
    this.recorder.start(1000);
    this.recording.value = true;
  }

  /** Ends; the answer is what was recorded. */
  finish(name: string): Promise<File> {
    const recorder = this.recorder;
    if (!recorder) throw new Error("Nothing is recorded.");
    return new Promise((resolve) => {
      recorder.addEventListener("stop", () => {
        this.stopped?.();
        const type = recorder.mimeType;
        const extension = KINDS.find(([each]) => each.split(";")[0] === type.split(";")[0])?.[1] ?? "webm";
        resolve(new File(this.pieces, `${name}.${extension}`, { type }));
      });
      recorder.stop();
    });
  }

  discard(): void {
    this.recorder?.stop();
    this.stopped?.();
  }

  private look(stream: MediaStream): () => void {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const begun = performance.now();
    const timer = window.setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // 60 dB below full scale to full scale, as the needle of a meter goes.
      this.level.value = Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-12)) / 60));
      this.seconds.value = Math.floor((performance.now() - begun) / 1000);
    }, LOOK_EVERY);
    return () => {
      window.clearInterval(timer);
      void context.close();
    };
  }
}
