/** The two ways to main: a WebSocket in a browser, a message port on the desktop. Both look like a WebSocket. */

/** What oRPC's WebSocket link needs of a socket, and `close`. */
export type Wire = Pick<
  WebSocket,
  'addEventListener' | 'removeEventListener' | 'send' | 'readyState' | 'close'
>;

/** Opens a fresh way to main; called again when one has closed. */
export type OpenWire = () => Wire;

/** The way for the host this page runs in. */
export const openWire: OpenWire = () => (location.protocol === 'app:' ? new PortWire() : openWebSocket());

function openWebSocket(): WebSocket {
  const address = new URL('rpc', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hash = '';
  return new WebSocket(address);
}

/** One end of a message channel whose other end the preload script hands to the main process. */
class PortWire extends EventTarget implements Wire {
  readyState: 1 | 3 = 1;
  readonly #port: MessagePort;

  constructor() {
    super();
    const channel = new MessageChannel();
    this.#port = channel.port1;
    this.#port.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent('message', { data }));
    this.#port.addEventListener('close', () => this.#closed());
    // '/': this very window, at its own origin.
    window.postMessage('hidden-primary:connect', '/', [channel.port2]);
    queueMicrotask(() => this.dispatchEvent(new Event('open')));
  }

  send(data: Parameters<WebSocket['send']>[0]): void {
    this.#port.postMessage(data);
  }

  close(): void {
    this.#port.close();
    this.#closed();
  }

  #closed(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }
}
