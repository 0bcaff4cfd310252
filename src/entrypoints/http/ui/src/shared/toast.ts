/** A sentence at the edge of the window that goes away by itself; screen readers speak it. */
const STAYS = 6000;

export function toast(message: string): void {
  let region = document.querySelector<HTMLElement>(".notes");
  if (!region) {
    region = document.createElement("div");
    region.className = "notes";
    region.role = "status";
    document.body.append(region);
  }
  const line = document.createElement("p");
  line.textContent = message;
  region.append(line);
  setTimeout(() => line.remove(), STAYS);
}
