/**
 * The one door between page and main process: hands a port on, and nothing else.
 *
 * The page makes a MessageChannel, keeps one end and posts 'hidden-primary:connect' to its own window with the other; for a
 * new connection it does so again. What goes over the port is oRPC, checked by schema on the other side.
 */
import { ipcRenderer } from 'electron';

const CONNECT = 'hidden-primary:connect';

/** The page's window; this room is compiled for Node, without the DOM's types. */
declare const window: { addEventListener(type: 'message', listener: (event: MessageEvent) => void): void };

window.addEventListener('message', ({ source, data, ports }) => {
  if (source === window && data === CONNECT && ports.length === 1)
    ipcRenderer.postMessage(CONNECT, null, [...ports]);
});
