/** Frames in which a line must be found and stand still; a loaded machine draws a list in several. */
const MOST_FRAMES = 90;
/** What says that a person has taken over. */
const HANDS = ["pointerdown", "wheel", "touchmove", "keydown"] as const;

type Back = {
  /** Scrolls the list to where the line should be, so that it is drawn. */
  aim(): void;
  /** Somebody scrolls or presses: it is left where it is from now on. */
  onHand(): void;
};

/**
 * Brings the line of an alert into sight, through every frame that scrolls around it, and gives it the focus. Gives
 * up when a hand is on the page. @returns how to end it
 */
export function bringBack(list: HTMLElement, alertId: number, { aim, onHand }: Back): () => void {
  let left = MOST_FRAMES;
  let handle = 0;
  let isCentred = false;
  const lineOf = () => list.querySelector<HTMLElement>(`[data-alert="${alertId}"]`);
  const look = () => {
    const line = lineOf();
    if (!line) aim();
    else if (!isCentred || !isInSight(line)) {
      line.scrollIntoView({ block: "center" });
      isCentred = true;
    } else if (!line.contains(document.activeElement)) focusIn(line);
    if (left-- > 0) handle = requestAnimationFrame(look);
  };
  const leave = () => {
    end();
    onHand();
  };
  function end() {
    cancelAnimationFrame(handle);
    for (const hand of HANDS) removeEventListener(hand, leave, true);
  }
  for (const hand of HANDS) addEventListener(hand, leave, true);
  look();
  return end;
}

function focusIn(line: HTMLElement): void {
  line.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
}

/** Whole, and in the window: a frame that scrolls may itself be scrolled out of it. */
function isInSight(line: HTMLElement): boolean {
  let { top, bottom } = line.getBoundingClientRect();
  const least = Math.min(bottom - top, innerHeight) - 1;
  for (let box = line.parentElement; box; box = box.parentElement) {
    if (getComputedStyle(box).overflowY === "visible") continue;
    const edge = box.getBoundingClientRect();
    top = Math.max(top, edge.top);
    bottom = Math.min(bottom, edge.bottom);
  }
  return Math.min(bottom, innerHeight) - Math.max(top, 0) >= least;
}
