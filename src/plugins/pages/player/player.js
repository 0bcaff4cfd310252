"use strict";
(() => {
  const audio = document.querySelector("audio");
  const message = document.getElementById("message");
  const words = Array.from(document.querySelectorAll(".w"));
  const times = words.map((word) => word.dataset.t.split(" ").map(Number));
  const order = times.map((_, index) => index).sort((a, b) => times[a][0] - times[b][0]);
  let marked = [];
  let url = "";

  const ready = () => { document.body.classList.add("sound"); message.textContent = ""; };
  const sounding = (now) => {
    // Words of two people may sound at once; a word is seldom longer than ten seconds.
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[order[middle]][0] <= now) { low = middle + 1; } else { high = middle; }
    }
    const found = [];
    for (let at = low - 1; at >= 0 && times[order[at]][0] > now - 10000; at -= 1) {
      if (now < times[order[at]][1]) { found.push(words[order[at]]); }
    }
    return found;
  };
  const show = () => {
    const found = sounding(audio.currentTime * 1000);
    if (found.length === marked.length && found.every((word, index) => word === marked[index])) { return; }
    marked.forEach((word) => word.classList.remove("now"));
    found.forEach((word) => word.classList.add("now"));
    marked = found;
    if (found.length && !audio.paused) {
      const box = found[0].getBoundingClientRect();
      if (box.top < 120 || box.bottom > innerHeight - 40) { found[0].scrollIntoView({ block: "center" }); }
    }
  };
  const follow = () => { show(); if (!audio.paused) { requestAnimationFrame(follow); } };

  document.getElementById("file").addEventListener("change", (event) => {
    const file = event.target.files[0];
    if (!file) { return; }
    if (url) { URL.revokeObjectURL(url); }
    url = URL.createObjectURL(file);
    audio.src = url;
  });
  document.querySelector("main").addEventListener("click", (event) => {
    const word = event.target.closest(".w");
    if (!word || !audio.currentSrc || String(getSelection())) { return; }
    audio.currentTime = Number(word.dataset.t.split(" ")[0]) / 1000;
    audio.play().catch(() => {});
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.code !== "Space" || event.target.closest("input, audio, button") || !audio.currentSrc) { return; }
    event.preventDefault();
    if (audio.paused) { audio.play().catch(() => {}); } else { audio.pause(); }
  });
  audio.addEventListener("loadedmetadata", ready);
  audio.addEventListener("error", () => {
    document.body.classList.remove("sound");
    message.textContent = "The recording cannot be played from here. Choose its file.";
  });
  audio.addEventListener("play", follow);
  audio.addEventListener("seeked", show);
  audio.addEventListener("timeupdate", show);
  if (audio.error) { audio.dispatchEvent(new Event("error")); } else if (audio.readyState > 0) { ready(); }
})();
