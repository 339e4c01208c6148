import type { Priority } from "#lib/alert/model.ts";
import { PATTERNS, render } from "./tones.ts";

/** `locked`: the browser is silent until somebody touches the page. `none`: it has no sound at all. */
export type RingerState = "running" | "locked" | "none";

const GESTURES = ["pointerdown", "keydown", "touchend"] as const;

/** The page's loudspeaker. */
export class Ringer {
  private readonly audio: AudioContext | undefined;
  private readonly volume: GainNode | undefined;
  private readonly onState: (state: RingerState) => void;
  private sounding: AudioBufferSourceNode | undefined;
  private readonly buffers = new Map<Priority, AudioBuffer>();

  constructor(onState: (state: RingerState) => void) {
    this.onState = onState;
    if (!globalThis.AudioContext) return;
    this.audio = new AudioContext();
    this.volume = this.audio.createGain();
    this.volume.connect(this.audio.destination);
    this.audio.addEventListener("statechange", this.tell);
    for (const gesture of GESTURES) addEventListener(gesture, this.unlock, { capture: true });
  }

  get state(): RingerState {
    if (!this.audio) return "none";
    return this.audio.state === "running" ? "running" : "locked";
  }

  setVolume(volume: number): void {
    if (this.volume) this.volume.gain.value = volume * 0.5;
  }

  /** Works while a person touches the page, and where the browser allows sound anyway. */
  unlock = (): void => {
    if (this.audio?.state !== "running") void this.audio?.resume().catch(() => {});
  };

  /** Repeats until another or null is given; begins at once. */
  play(priority: Priority | null): void {
    this.sounding?.stop();
    this.sounding = undefined;
    if (priority === null || !this.audio || !this.volume) return;
    this.sounding = this.source(priority, true);
  }

  /** Once, to hear how it sounds. */
  test(priority: Priority): void {
    this.unlock();
    this.source(priority, false);
  }

  close(): void {
    for (const gesture of GESTURES) removeEventListener(gesture, this.unlock, { capture: true });
    this.audio?.removeEventListener("statechange", this.tell);
    void this.audio?.close();
  }

  private tell = (): void => this.onState(this.state);

  private source(priority: Priority, loop: boolean): AudioBufferSourceNode | undefined {
    if (!this.audio || !this.volume) return undefined;
    const source = this.audio.createBufferSource();
    source.buffer = this.bufferOf(this.audio, priority);
    source.loop = loop;
    source.connect(this.volume);
    source.start();
    return source;
  }

  private bufferOf(audio: AudioContext, priority: Priority): AudioBuffer {
    const known = this.buffers.get(priority);
    if (known) return known;
    const samples = render(PATTERNS[priority], audio.sampleRate);
    const buffer = audio.createBuffer(1, samples.length, audio.sampleRate);
    buffer.copyToChannel(samples, 0);
    this.buffers.set(priority, buffer);
    return buffer;
  }
}
