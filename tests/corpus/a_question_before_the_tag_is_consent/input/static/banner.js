function hasAgreed() {
  return localStorage.getItem("banner") === "yes";
}

function measure() {
  const script = document.createElement("script");
  script.src = "https://www.googletagmanager.com/gtag/js?id=G-EXAMPLE001";
  document.head.append(script);
  window.dataLayer = window.dataLayer || [];
  window.gtag = function gtag() { window.dataLayer.push(arguments); };
  window.gtag("config", "G-EXAMPLE001");
}

if (hasAgreed()) {
  measure();
}
