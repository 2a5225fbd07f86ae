// Asks once, keeps the answer, and loads measuring scripts only after a yes.
const KEY = "callroom-consent";

export function hasAgreed() {
  return localStorage.getItem(KEY) === "all";
}

function visitorId() {
  const known = localStorage.getItem("callroom-visitor");
  if (known) return known;
  const fresh = crypto.randomUUID();
  localStorage.setItem("callroom-visitor", fresh);
  return fresh;
}

function loadAnalytics() {
  const script = document.createElement("script");
  script.async = true;
  script.src = "https://www.googletagmanager.com/gtag/js?id=G-EXAMPLE001";
  document.head.append(script);
  window.dataLayer = window.dataLayer || [];
  window.gtag = function gtag() { window.dataLayer.push(arguments); };
  window.gtag("js", new Date());
  window.gtag("config", "G-EXAMPLE001", { client_id: visitorId() });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) window.gtag("event", "click", { link_url: link.pathname });
  });
}

async function answer(choice) {
  localStorage.setItem(KEY, choice);
  document.getElementById("consent-banner").hidden = true;
  if (choice !== "all") return;
  loadAnalytics();
  await fetch("/consent", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ visitor_id: visitorId(), choices: { analytics: true } }),
  });
}

const banner = document.getElementById("consent-banner");
if (hasAgreed()) {
  loadAnalytics();
} else if (banner && !localStorage.getItem(KEY)) {
  banner.hidden = false;
  for (const button of banner.querySelectorAll("[data-consent]")) {
    button.addEventListener("click", () => answer(button.dataset.consent));
  }
}
