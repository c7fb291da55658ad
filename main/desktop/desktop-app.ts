/** What the desktop host needs of the application; `main/app.ts` gives it, a double stands in for it in tests. */
import type { RpcSocket } from './port-socket.ts';

/** What tray, menus and notifications show. */
export interface DesktopState {
  readonly publishing: boolean;
  /** When the session ends at the latest, in epoch milliseconds; undefined without a session or without a limit. */
  readonly endsAtMs: number | undefined;
  /** A zone's deadline is near or past (DESIGN §1). */
  readonly deadlineNear: boolean;
  /** What waits and by when, as a sentence: "3 changes wait. Publish by 7 Dec." */
  readonly waiting: string;
}

/** How an attempt to publish began; `reason` is a sentence for the owner. */
export type SessionStart = { readonly started: true } | { readonly started: false; readonly reason: string };

/** The application as the desktop sees it. */
export interface DesktopApp {
  state(): DesktopState;
  /** Calls `listener` with the state after each change, until the returned function is called. */
  onStateChanged(listener: (state: DesktopState) => void): () => void;
  startSession(): Promise<SessionStart>;
  stopSession(): Promise<void>;
  /** Answers the calls of one page until its socket closes. */
  handleRpcSocket(socket: RpcSocket): void;
  /** The computer slept: addresses may be others, sockets dead. */
  checkAfterResume(): Promise<void>;
  /** Ends a session, writes what is unwritten, closes everything. */
  dispose(): Promise<void>;
}
