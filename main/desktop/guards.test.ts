import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { guardPages, guardPermissions } from './guards.ts';

describe('guardPages', () => {
  it('keeps every page from leaving, opening windows and embedding', () => {
    const app = new EventEmitter();
    let openWindow: (() => unknown) | undefined;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: () => unknown) => (openWindow = handler),
    });
    guardPages(app as never);
    app.emit('web-contents-created', {}, contents);
    const prevented = (event: string, details: object = {}): boolean => {
      let isPrevented = false;
      contents.emit(event, { ...details, preventDefault: () => (isPrevented = true) });
      return isPrevented;
    };
    const own = 'app://hidden-primary/zones';
    expect({
      window: openWindow!(),
      withinThePages: prevented('will-frame-navigate', { url: own, isMainFrame: true }),
      elsewhere: prevented('will-frame-navigate', { url: 'https://example.com/', isMainFrame: true }),
      frame: prevented('will-frame-navigate', { url: own, isMainFrame: false }),
      redirect: prevented('will-redirect'),
      webview: prevented('will-attach-webview'),
    }).toEqual({
      window: { action: 'deny' },
      withinThePages: false,
      elsewhere: true,
      frame: true,
      redirect: true,
      webview: true,
    });
  });
});

describe('guardPermissions', () => {
  it('grants writing to the clipboard only', () => {
    const granted: string[] = [];
    const permissions = [
      'clipboard-sanitized-write',
      'clipboard-read',
      'media',
      'geolocation',
      'openExternal',
    ];
    guardPermissions({
      setPermissionRequestHandler(handler) {
        for (const permission of permissions) {
          handler!({} as never, permission as never, (yes) => yes && granted.push(permission), {} as never);
        }
      },
      setPermissionCheckHandler(handler) {
        for (const permission of permissions) {
          if (handler!(null, permission as never, '', {} as never)) granted.push(permission);
        }
      },
    });
    expect(granted).toEqual(['clipboard-sanitized-write', 'clipboard-sanitized-write']);
  });
});
