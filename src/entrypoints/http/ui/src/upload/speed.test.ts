import { describe, expect, it } from "vitest";
import { Speed } from "./speed.js";

describe("the speed of an upload", () => {
  it("is not known at first", () => {
    const speed = new Speed(0, 0);
    speed.tell(100, 5_000_000);
    expect(speed.bytesPerSecond).toBeUndefined();
    expect(speed.secondsFor(10)).toBeUndefined();
  });

  it("is what was sent over the time that it took", () => {
    const speed = new Speed(0, 0);
    for (let second = 1; second <= 20; second++) speed.tell(second * 1000, second * 1000);
    expect(speed.bytesPerSecond).toBeCloseTo(1000);
    expect(speed.secondsFor(5000)).toBeCloseTo(5);
  });

  it("follows a line that becomes slower", () => {
    const speed = new Speed(0, 0);
    speed.tell(1000, 10_000);
    for (let second = 2; second <= 30; second++) speed.tell(second * 1000, 10_000 + (second - 1) * 100);
    expect(speed.bytesPerSecond).toBeLessThan(150);
  });

  it("counts only what is sent now when an upload goes on where it was", () => {
    const speed = new Speed(0, 1_000_000);
    speed.tell(1000, 1_001_000);
    expect(speed.bytesPerSecond).toBeCloseTo(1000);
  });
});
