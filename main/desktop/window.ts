/** The one window; closing it ends the page, not the app. */
import path from 'node:path';
import { app, BrowserWindow } from 'electron';
import { FIRST_PAGE } from './pages.ts';

/** The window, made when first shown and again after it was closed. */
export class PageWindow {
  #window: BrowserWindow | undefined;

  get isFocused(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  /** Brings the window to the front. */
  show(): void {
    this.#window ??= this.#create();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #create(): BrowserWindow {
    const bounds = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false };
    const preload = path.join(app.getAppPath(), 'dist/preload/preload.cjs');
    const size = { width: 1280, height: 860, minWidth: 900, minHeight: 600 };
    // Spell checking would fetch dictionaries from the Internet.
    const webPreferences = { ...bounds, preload, spellcheck: false };
    const window = new BrowserWindow({
      title: 'Hidden Primary',
      ...size,
      autoHideMenuBar: true,
      webPreferences,
    });
    window.once('closed', () => (this.#window = undefined));
    void window.loadURL(FIRST_PAGE);
    return window;
  }
}
