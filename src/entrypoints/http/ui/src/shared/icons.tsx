/** Drawings on a grid of 24, in the colour of the text around. */

const SHAPES = {
  play: "M7 4.5v15l12-7.5z",
  pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  back: "M12 5V1.8L7 6l5 4.2V7a5.5 5.5 0 1 1-5.5 5.5H4.5A7.5 7.5 0 1 0 12 5z",
  forward: "M12 5V1.8L17 6l-5 4.2V7a5.5 5.5 0 1 0 5.5 5.5h2A7.5 7.5 0 1 1 12 5z",
  undo: "M9 5 4 9.5 9 14v-3h5a3.5 3.5 0 0 1 0 7H8v2h6a5.5 5.5 0 0 0 0-11H9z",
  redo: "m15 5 5 4.5-5 4.5v-3h-5a3.5 3.5 0 0 0 0 7h6v2h-6a5.5 5.5 0 0 1 0-11h5z",
  find: "M10.5 4a6.5 6.5 0 1 0 4 11.6l4.4 4.4 1.4-1.4-4.4-4.4A6.5 6.5 0 0 0 10.5 4zm0 2a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z",
  people:
    "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zm-6 14c0-3 2.7-5.5 6-5.5s6 2.5 6 5.5zM16 6.2a3 3 0 1 1-.8 5.7 5 5 0 0 0 .8-5.7zM16.8 19H21c0-2.7-2-4.9-4.7-5.2 .9 1.4 .7 3.4 .5 5.2z",
  versions:
    "M12 4a8 8 0 1 1-7.7 10h2.1A6 6 0 1 0 7.2 8.4L9.5 11H3V4.5l2.8 2.6A8 8 0 0 1 12 4zm-1 4h2v4.4l3 1.8-1 1.7-4-2.4z",
  keys: "M3 6h18v12H3zm2 2v8h14V8zm1.5 1.5h2v2h-2zm3.5 0h2v2h-2zm3.5 0h2v2h-2zM8 13h8v1.8H8z",
  review: "M11 3h2l.4 10h-2.8zM12 15.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  follow: "M12 3v6.2L9.4 6.6 8 8l4 4 4-4-1.4-1.4L12 9.2zM4 13h16v2H4zm0 4h11v2H4z",
  edit: "m15.5 4.5 4 4L9 19H5v-4zm0 2.8L7 15.8V17h1.2l8.5-8.5z",
  split: "M4 4h16v2H4zm0 4h9v2H4zM2 11l4 3-4 3zm6 2h12v2H8zm0 4h12v2H8z",
  join: "M4 4h16v2H4zm0 4h9v2H4zm0 8h16v2H4zm12-3V9.500h-2L17.500 6 21 9.500h-2V13z",
  time: "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zm0 2a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm-1 2h2v4.400l3.200 1.900-1 1.700-4.200-2.500z",
  close: "m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z",
  next: "m12 16-7-7 1.4-1.4 5.6 5.6 5.6-5.6L19 9z",
  previous: "m12 8 7 7-1.4 1.4-5.6-5.6-5.6 5.6L5 15z",
  closer: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  wider: "M5 11h14v2H5z",
  check: "m9.5 18-6-6L5 10.500l4.500 4.500 9.500-9.500L20.500 7z",
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path fill="currentColor" d={SHAPES[name]} />
    </svg>
  );
}
