import type { Audience } from "./audience.ts";
import { Payload } from "./payload.ts";

/** A JSON topic for every audience that watches it, made when the first of it comes. */
export class Views<T> {
  private readonly narrow: (value: T, audience: Audience) => T;
  private readonly payloads = new Map<Audience, Payload>();
  private value: T | undefined;

  constructor(narrow: (value: T, audience: Audience) => T) {
    this.narrow = narrow;
  }

  of(audience: Audience): Payload {
    const known = this.payloads.get(audience);
    if (known) return known;
    const payload = new Payload();
    this.payloads.set(audience, payload);
    if (this.value !== undefined) this.show(payload, audience, this.value);
    return payload;
  }

  set(value: T): void {
    this.value = value;
    for (const [audience, payload] of this.payloads) this.show(payload, audience, value);
  }

  renew(): void {
    for (const payload of this.payloads.values()) payload.renew();
  }

  private show(payload: Payload, audience: Audience, value: T): void {
    payload.set(audience === "everybody" ? value : this.narrow(value, audience));
  }
}
