/** Notifications: what the owner would want to know while the window is away. */
import { Notification } from 'electron';
import type { DesktopApp, DesktopState } from './desktop-app.ts';

type Notice = Readonly<Record<'title' | 'body', string>>;

/** What a change of state is worth telling, if anything. */
export function noticeOf(before: DesktopState, after: DesktopState): Notice | undefined {
  if (before.publishing && !after.publishing) return { title: 'Publishing has ended', body: after.waiting };
  if (!before.deadlineNear && after.deadlineNear) return { title: 'Publish soon', body: after.waiting };
  return undefined;
}

/** Tells what happens while the window is not looked at; a click `open`s it. */
export function notifyOfChanges(core: DesktopApp, isWatched: () => boolean, open: () => void): void {
  let before = core.state();
  core.onStateChanged((after) => {
    const notice = noticeOf(before, after);
    before = after;
    if (notice !== undefined && !isWatched()) notify(notice, open);
  });
}

/** Shows one notification, where the system has any. */
export function notify(notice: Notice, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification(notice);
  notification.on('click', onClick);
  notification.show();
}
