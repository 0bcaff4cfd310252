/** The player at the bottom of the window: overview, waveform with lanes, and its buttons. */
import { useComputed, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../shared/icons.js";
import { t } from "../shared/texts.js";
import { onTheme } from "./colours.js";
import type { Editor } from "./editor.js";
import { drawOverview } from "./overview.js";
import type { Window } from "./lanes.js";
import type { PageView } from "./page-view.js";
import { RATES } from "./player.js";
import { ReviewBar } from "./review-bar.js";
import { clock } from "./times.js";
import type { TranscriptApi } from "./transcript-api.js";
import type { Waveform } from "./waveform.js";
import { WordHandles } from "./word-handles.js";

const PEAKS_PER_SECOND = 25;
const STEP = 2;

interface Props {
  editor: Editor;
  view: PageView;
  api: TranscriptApi;
  nonce: string;
}

export function Dock({ editor, view, api, nonce }: Props) {
  return (
    <>
      <ReviewBar editor={editor} />
      <Overview editor={editor} view={view} />
      <Wave editor={editor} api={api} nonce={nonce} />
      <Buttons editor={editor} />
    </>
  );
}

function Buttons({ editor }: { editor: Editor }) {
  const { player, follow } = editor;
  const playing = player.playing.value;
  return (
    <div class="buttons" role="group" aria-label={t("transcript.player.label")}>
      <button
        type="button"
        class="quiet"
        aria-label={t("transcript.player.back")}
        onClick={() => player.back(STEP)}
      >
        <Icon name="back" />
      </button>
      <button
        type="button"
        class="primary play"
        aria-label={t(playing ? "transcript.player.pause" : "transcript.player.play")}
        onClick={() => player.toggle()}
      >
        <Icon name={playing ? "pause" : "play"} />
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={t("transcript.player.forward")}
        onClick={() => player.back(-STEP)}
      >
        <Icon name="forward" />
      </button>
      <Clock editor={editor} />
      <select
        aria-label={t("transcript.player.speed")}
        value={String(player.rate.value)}
        onChange={(event) => player.setRate(Number(event.currentTarget.value))}
      >
        {RATES.map((rate) => (
          <option key={rate} value={String(rate)}>
            {rate} ×
          </option>
        ))}
      </select>
      <button
        type="button"
        class="quiet"
        aria-pressed={follow.value}
        aria-label={t("transcript.player.follow")}
        title={t("transcript.player.follow")}
        onClick={() => (follow.value = !follow.value)}
      >
        <Icon name="follow" />
      </button>
      {player.broken.value && <span class="problem">{t("transcript.player.broken")}</span>}
    </div>
  );
}

function Clock({ editor }: { editor: Editor }) {
  const now = useComputed(() => clock(editor.player.time.value));
  return (
    <span class="clock number">
      {now} <span class="whole">/ {clock(editor.transcript.value.duration)}</span>
    </span>
  );
}

function Wave({ editor, api, nonce }: { editor: Editor; api: TranscriptApi; nonce: string }) {
  const wave = useRef<HTMLDivElement>(null);
  const lanes = useRef<HTMLCanvasElement>(null);
  const edges = useRef<HTMLDivElement>(null);
  const waveform = useRef<Waveform | null>(null);
  useEffect(() => {
    const { duration } = editor.transcript.peek();
    void Promise.all([api.peaks(duration, PEAKS_PER_SECOND), import("./waveform.js")])
      .then(([peaks, module]) => {
        if (!wave.current || !lanes.current || !edges.current) return;
        const handles = new WordHandles(edges.current, editor);
        const parts = {
          wave: wave.current,
          lanes: lanes.current,
          media: editor.player.media,
          onWindow: (window: Window) => handles.follow(window),
        };
        waveform.current = new module.Waveform(parts, peaks, editor.transcript.peek(), nonce);
      })
      // Without the recording there is a transcript to read and correct still.
      .catch(() => wave.current?.classList.add("missing"));
  }, [editor, api, nonce]);
  useSignalEffect(() => waveform.current?.show(editor.transcript.value));
  return (
    <div class="wave">
      <div ref={wave} class="wave-form" aria-hidden="true" />
      <canvas ref={lanes} class="lanes" aria-hidden="true" />
      <div class="word-frame" aria-hidden="true">
        <div ref={edges} class="word-edges" title={t("transcript.time.drag")} hidden />
      </div>
      <div class="zoom" role="group" aria-label={t("transcript.player.zoom")}>
        <button
          type="button"
          class="quiet"
          aria-label={t("transcript.player.wider")}
          onClick={() => waveform.current?.zoom(-1)}
        >
          <Icon name="wider" />
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={t("transcript.player.closer")}
          onClick={() => waveform.current?.zoom(1)}
        >
          <Icon name="closer" />
        </button>
      </div>
    </div>
  );
}

function Overview({ editor, view }: { editor: Editor; view: PageView }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const seen = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    const [transcript, places] = [editor.transcript.value, editor.places.value];
    if (canvas.current) drawOverview(canvas.current, transcript, places);
  });
  useSignalEffect(() => {
    const share = editor.player.time.value / Math.max(editor.transcript.value.duration, 0.001);
    if (head.current) head.current.style.left = `${share * 100}%`;
  });
  useEffect(() => {
    const redraw = () =>
      canvas.current && drawOverview(canvas.current, editor.transcript.peek(), editor.places.peek());
    const frame = () => {
      const [start, end] = view.visibleTimes();
      const duration = Math.max(editor.transcript.peek().duration, 0.001);
      if (!seen.current) return;
      seen.current.style.left = `${(start / duration) * 100}%`;
      seen.current.style.width = `${(Math.max(0, end - start) / duration) * 100}%`;
    };
    const size = new ResizeObserver(redraw);
    if (canvas.current) size.observe(canvas.current);
    onTheme(redraw);
    addEventListener("scroll", frame, { passive: true });
    frame();
    return () => {
      size.disconnect();
      removeEventListener("scroll", frame);
    };
  }, [editor, view]);
  const seek = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const time = ((event.clientX - box.left) / box.width) * editor.transcript.peek().duration;
    editor.player.seek(time);
    view.showTime(time);
  };
  return (
    <div
      class="overview"
      title={t("transcript.player.overview_help")}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && seek(event)}
    >
      <canvas ref={canvas} role="img" aria-label={t("transcript.player.overview")} />
      <div ref={seen} class="seen" />
      <div ref={head} class="head" />
      <Position editor={editor} view={view} />
    </div>
  );
}

/** The same as a slider, for the keyboard and for screen readers. */
function Position({ editor, view }: { editor: Editor; view: PageView }) {
  const second = useComputed(() => Math.floor(editor.player.time.value));
  return (
    <input
      class="position"
      type="range"
      min={0}
      max={Math.ceil(editor.transcript.value.duration)}
      step={5}
      value={second}
      aria-label={t("transcript.player.position")}
      aria-valuetext={clock(second.value)}
      onInput={(event) => {
        const time = Number(event.currentTarget.value);
        editor.player.seek(time);
        view.showTime(time);
      }}
    />
  );
}
