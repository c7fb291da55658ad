/** The thread that speaks UPnP: started when first asked, ended when it was not asked for a while, or does not answer. */
import { Worker } from 'node:worker_threads';
import type { UpnpReply, UpnpRequest, UpnpResponse, UpnpTask } from './upnp-task.ts';

/** It takes some megabytes, and a second of work to start. */
const IDLE_MS = 30_000;
/** Until it has loaded the library, on a computer that has other things to do. */
const START_MS = 10_000;

export class UpnpThread {
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  #isLoaded = false;
  readonly #waiting = new Map<number, (reply: UpnpReply) => void>();

  /** Whatever the thread does, there is a reply in time: what it died of is one, too. An abort counts as no answer. */
  async ask(task: UpnpTask, limitMs: number, signal?: AbortSignal): Promise<UpnpReply> {
    if (signal?.aborted === true) return failed('given up');
    clearTimeout(this.#idle);
    const id = ++this.#lastId;
    const { promise, resolve } = Promise.withResolvers<UpnpReply>();
    this.#waiting.set(id, resolve);
    const giveUp = (): void => this.#end('no answer');
    const limit = setTimeout(giveUp, this.#isLoaded ? limitMs : START_MS + limitMs);
    signal?.addEventListener('abort', giveUp);
    const request: UpnpRequest = { id, task };
    this.#start().postMessage(request);
    const reply = await promise;
    clearTimeout(limit);
    signal?.removeEventListener('abort', giveUp);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.#end('idle'), IDLE_MS).unref();
    return reply;
  }

  dispose(): void {
    clearTimeout(this.#idle);
    this.#end('the app ends');
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./upnp-worker.ts', import.meta.url));
    worker.on('message', ({ id, reply }: UpnpResponse) => {
      this.#isLoaded = true;
      this.#waiting.get(id)?.(reply);
    });
    worker.on('error', (error: Error) => {
      if (this.#worker === worker) this.#end(error.message);
    });
    // Nothing of it keeps the app from ending.
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #end(detail: string): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
    this.#isLoaded = false;
    for (const settle of this.#waiting.values()) settle(failed(detail));
  }
}

const failed = (detail: string): UpnpReply => ({ kind: 'failed', detail });
