/** What the tray says, as data: the bar of the window in 16 pixels and one line. */
import type { DesktopState } from './desktop-app.ts';

/** Two panes: apart = not publishing; lit = publishing; due = not publishing, and a deadline is near. */
export type TrayIcon = 'apart' | 'lit' | 'due';

/** Publishing answers a deadline, so it shows before it. */
export function trayIcon({ publishing, deadlineNear }: DesktopState): TrayIcon {
  if (publishing) return 'lit';
  return deadlineNear ? 'due' : 'apart';
}

/** The line under the icon: "Publishing, 22 min left" or "Not publishing. 3 changes wait." */
export function trayLine({ publishing, endsAtMs, waiting }: DesktopState, nowMs: number): string {
  if (!publishing) return `Not publishing. ${waiting}`.trimEnd();
  if (endsAtMs === undefined) return 'Publishing until stopped';
  const minutesLeft = Math.ceil((endsAtMs - nowMs) / 60_000);
  return minutesLeft > 0 ? `Publishing, ${minutesLeft} min left` : 'Publishing, about to end';
}
