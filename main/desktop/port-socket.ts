/**
 * A message port that looks like a WebSocket, so that both hosts answer calls with oRPC's WebSocket adapter: its own for
 * ports leaves a malformed message as an unhandled rejection, and calls on a closed port hang.
 */
import type { MessagePortMain } from 'electron';
import type { CallSocket } from '../app.ts';

/** The part of Electron's port that is used. */
export type Port = Pick<MessagePortMain, 'on' | 'postMessage' | 'start' | 'close'>;

/** A WebSocket as far as the adapter goes: `message` and `close` events, strings only. */
export class PortSocket extends EventTarget {
  /** WebSocket.OPEN, or WebSocket.CLOSED. */
  readyState: 1 | 3 = 1;
  readonly #port: Port;

  constructor(port: Port) {
    super();
    this.#port = port;
    port.on('message', ({ data }: { data: unknown }) => {
      if (typeof data === 'string') this.dispatchEvent(new MessageEvent('message', { data }));
      else port.close(); // Our pages send strings: whatever this is, it gets no second try.
    });
    port.on('close', () => {
      this.readyState = 3;
      this.dispatchEvent(new Event('close'));
    });
    port.start();
  }

  send(message: string): void {
    if (this.readyState !== 1) throw new Error('The page that asked is gone: its port is closed.');
    this.#port.postMessage(message);
  }
}

/** A port as the socket that the application answers: of an event, the adapter reads only what the DOM's and ws's share. */
export const callSocket = (port: Port): CallSocket => new PortSocket(port) as unknown as CallSocket;
