// Camera, microphone and recording of one call.
import { onSignal, send } from "./signals.js";

const call = document.body.dataset.call;
const notice = document.getElementById("recording-notice");
let recorder = null;

export async function openCamera() {
  const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
  document.getElementById("self").srcObject = stream;
  return stream;
}

onSignal(call, async (signal) => {
  if (signal.show === "recording-notice") {
    notice.hidden = false;
    send(call, { confirmed: signal.show });
  }
  if (signal.type === "recording-stopped") {
    recorder?.stop();
    notice.hidden = true;
  }
});

export async function startRecording(stream) {
  const answer = await fetch(`/calls/${call}/recording`, { method: "POST" });
  if (!answer.ok || notice.hidden) return;
  const upload = await answer.json();
  recorder = new MediaRecorder(stream, { mimeType: "video/webm" });
  recorder.ondataavailable = ({ data }) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append("file", data);
    fetch(upload.url, { method: "POST", body: form });
  };
  recorder.start();
}

document.getElementById("guest")?.addEventListener("submit", openCamera);
