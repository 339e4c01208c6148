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

type Said = { id: string; leads: boolean; isNew?: boolean; gone?: boolean };

/**
 * Locks are only there on secure addresses (https); elsewhere pages tell each other: who leads goes on leading, else
 * the lowest lot does. No time of birth is compared: the PC's clock may have been set back since.
 */
function byVoice(turn: (leads: boolean) => void): () => void {
  const me = Math.random().toString(36);
  const heard = new Map<string, { at: number; leads: boolean }>();
  const channel = new BroadcastChannel(NAME);
  let leads = false;
  const post = (more: Partial<Said> = {}) => channel.postMessage({ id: me, leads, ...more } satisfies Said);
  const decide = () => {
    const now = performance.now();
    for (const [other, { at }] of heard) if (now - at > GONE_MS) heard.delete(other);
    const leaders = [...heard].filter(([, one]) => one.leads);
    const lowest = (of: typeof leaders) => of.every(([other]) => me < other);
    const next = leads ? lowest(leaders) : leaders.length === 0 && lowest([...heard]);
    if (next !== leads) turn(next);
    leads = next;
  };
  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.gone) heard.delete(data.id);
    else heard.set(data.id, { at: performance.now(), leads: data.leads });
    // A newcomer waits for the answers of all before it decides anything.
    if (data.isNew) post();
    if (leads) decide();
  };
  const timer = setInterval(() => {
    decide();
    post();
  }, SAY_MS);
  post({ isNew: true });
  return () => {
    clearInterval(timer);
    post({ gone: true });
    channel.close();
    turn(false);
  };
}
