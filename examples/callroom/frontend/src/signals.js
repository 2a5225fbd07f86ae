// The web socket that carries signals between the people in a call.
const sockets = new Map();

function socket(call) {
  if (!sockets.has(call)) sockets.set(call, new WebSocket(`wss://signal.callroom.example/calls/${call}`));
  return sockets.get(call);
}

export function onSignal(call, react) {
  socket(call).addEventListener("message", ({ data }) => react(JSON.parse(data)));
}

export function send(call, message) {
  socket(call).send(JSON.stringify(message));
}
