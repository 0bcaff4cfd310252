/** Colours of the style sheet as canvases take them; `light-dark()` is only worked out by an element. */
export function colours<K extends string>(names: Record<K, string>): Record<K, string> {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const found = Object.fromEntries(
    Object.entries<string>(names).map(([key, name]) => {
      probe.style.color = `var(${name})`;
      return [key, getComputedStyle(probe).color];
    }),
  ) as Record<K, string>;
  probe.remove();
  return found;
}

export const SPEAKER_COLOURS = Array.from({ length: 8 }, (_, index) => `--speaker-${index}`);

/** Calls back when the page turns light or dark. */
export function onTheme(callback: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
}

/** A canvas for its size on the page, sharp on fine screens; its context has the page's pixels as units. */
export function sharp(
  canvas: HTMLCanvasElement,
): { context: CanvasRenderingContext2D; width: number; height: number } | null {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext("2d");
  if (!context || width === 0) return null;
  const scale = devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}
