const NAME = "haidang.bell";
const SAY_MS = 700;
const GONE_MS = 2_500;

/**
 * Of all pages of this browser that could ring, one does. `turn` is told whether it is this page, now and whenever
 * that changes. @returns how to step back
 */
export function standForLead(turn: (leads: boolean) => void): () => void {
  return navigator.locks ? byLock(turn) : byVoice(turn);
}

/** Held as long as the page lives; the browser passes it on by itself. */
function byLock(turn: (leads: boolean) => void): () => void {
  const over = new AbortController();
  let letGo = () => {};
  navigator.locks
    .request(NAME, { signal: over.signal }, () => {
      turn(true);
      return new Promise<void>((done) => {
        letGo = done;
      });
    })
    .catch(() => {});
  return () => {
    over.abort();
    letGo();
    turn(false);
  };
}

/** Locks are only there on secure addresses (https); elsewhere pages tell each other, and the oldest leads. */
function byVoice(turn: (leads: boolean) => void): () => void {
  const me = `${Date.now()} ${Math.random()}`;
  const heard = new Map<string, number>();
  const channel = new BroadcastChannel(NAME);
  let leads = false;
  const decide = () => {
    const now = performance.now();
    for (const [other, at] of heard) if (now - at > GONE_MS) heard.delete(other);
    const next = [...heard.keys()].every((other) => me < other);
    if (next !== leads) turn(next);
    leads = next;
  };
  channel.onmessage = ({ data }: MessageEvent<{ id: string; gone?: boolean }>) => {
    if (data.gone) heard.delete(data.id);
    else heard.set(data.id, performance.now());
    decide();
  };
  const say = () => {
    channel.postMessage({ id: me });
    decide();
  };
  channel.postMessage({ id: me });
  // The others have answered by then, if there are any.
  const timer = setInterval(say, SAY_MS);
  return () => {
    clearInterval(timer);
    channel.postMessage({ id: me, gone: true });
    channel.close();
    turn(false);
  };
}
