/** Takes the ports that pages hand over, from our own page only. */
import type { IpcMain, IpcMainEvent } from 'electron';
import type { DesktopApp } from './desktop-app.ts';
import { isOwnPage } from './pages.ts';
import { callSocket } from './port-socket.ts';

const CONNECT = 'hidden-primary:connect'; // as in preload.ts, which can import nothing

/** Answers the calls that come over each port. */
export function answerCalls(ipcMain: Pick<IpcMain, 'on'>, core: Pick<DesktopApp, 'handleRpcSocket'>): void {
  ipcMain.on(CONNECT, (event) => {
    if (isTrustedSender(event)) core.handleRpcSocket(callSocket(event.ports[0]));
    else for (const port of event.ports) port.close();
  });
}

/** A main frame that shows one of our pages; a frame that has navigated away since is null. */
function isTrustedSender({ senderFrame, ports }: IpcMainEvent): boolean {
  return (
    senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url) && ports.length === 1
  );
}
