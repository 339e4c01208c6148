// Runs beside the pages, also when none is open: shows what is pushed, opens the alert, and says so when the server
// is away. It keeps nothing else: what the desk shows must never be old without saying so.

const SHELF = "offline-1";
const OFFLINE = "/offline.html";
const KEPT = [OFFLINE, "/offline.css", "/icons/mark.svg"];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELF)
      .then((shelf) => shelf.addAll(KEPT))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(OFFLINE)));
    return;
  }
  const { origin, pathname } = new URL(request.url);
  if (origin === self.location.origin && KEPT.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});

const WORDS = {
  vi: { acknowledge: "Xem và xác nhận", open: "Mở", unknown: "Có cảnh báo mới" },
  en: { acknowledge: "See and acknowledge", open: "Open", unknown: "There is a new alert" },
};

self.addEventListener("push", (event) => {
  event.waitUntil(show(read(event.data)));
});

function read(data) {
  try {
    return data.json();
  } catch {
    return { title: WORDS.vi.unknown, path: "/desk", priority: 2, language: "vi" };
  }
}

function show({ id, title, body, tag, priority, language, path, ack }) {
  const words = WORDS[language] ?? WORDS.vi;
  return self.registration.showNotification(title, {
    body,
    lang: language,
    // The same cause takes the place of what was shown of it before, and sounds again.
    tag: tag ?? id,
    renotify: true,
    icon: "/icons/mark-192.png",
    badge: "/icons/mark-192.png",
    requireInteraction: priority === 1,
    silent: false,
    vibrate: priority === 1 ? [400, 200, 400, 200, 400] : [200],
    data: { path: path ?? "/desk", ack },
    actions: ack ? [{ action: "ack", title: words.acknowledge }] : [],
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { path, ack } = event.notification.data ?? {};
  event.waitUntil(open((event.action === "ack" && ack) || path || "/desk"));
});

async function open(path) {
  const address = new URL(path, self.location.origin).href;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const window of windows) {
    if (!("navigate" in window)) continue;
    const there = await window.navigate(address).catch(() => null);
    if (there) return there.focus();
  }
  return self.clients.openWindow(address);
}

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(subscribeAgain(event));
});

async function subscribeAgain({ oldSubscription, newSubscription }) {
  const subscription =
    newSubscription ??
    (await self.registration.pushManager.subscribe(
      oldSubscription?.options ?? { userVisibleOnly: true, applicationServerKey: await key() },
    ));
  await fetch("/api/notify/push", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ subscription: subscription.toJSON(), label: "" }),
  });
}

async function key() {
  const answer = await fetch("/api/notify/push");
  return (await answer.json()).key;
}
