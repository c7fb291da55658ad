/** The time as screens show it: ticks each second while something that shows it is on screen. */
import { createSubscriber } from 'svelte/reactivity';

const HOUR_MS = 3_600_000;

class Clock {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, 1000);
    return () => clearInterval(timer);
  });

  readonly #hour = $derived(Math.floor(this.now / HOUR_MS) * HOUR_MS);

  /** Milliseconds since 1970; reading it in an effect or a template follows it. */
  get now(): number {
    this.#subscribe();
    return Date.now();
  }

  /** The same to the hour, for what is drawn by the day: who reads it changes once an hour. */
  get today(): number {
    return this.#hour;
  }
}

export const clock = new Clock();
