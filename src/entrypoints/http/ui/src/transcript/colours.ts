const dark = matchMedia("(prefers-color-scheme: dark)");
const known = new Map<string, string>();
// The first to be told, so that who draws anew finds the new ones.
dark.addEventListener("change", () => known.clear());

/** Colours of the style sheet as canvases take them; `light-dark()` is only worked out by an element. */
export function colours<K extends string>(names: Record<K, string>): Record<K, string> {
  return Object.fromEntries(
    Object.entries<string>(names).map(([key, name]) => [key, colour(name)]),
  ) as Record<K, string>;
}

function colour(name: string): string {
  let found = known.get(name);
  if (found === undefined) {
    // Asking the browser makes it work out all styles, which is too much for every frame.
    const probe = document.createElement("span");
    probe.hidden = true;
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    found = getComputedStyle(probe).color;
    probe.remove();
    known.set(name, found);
  }
  return found;
}

export const SPEAKER_COLOURS = Array.from({ length: 8 }, (_, index) => `--speaker-${index}`);

/** Calls back when the page turns light or dark. */
export function onTheme(callback: () => void): void {
  dark.addEventListener("change", callback);
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
