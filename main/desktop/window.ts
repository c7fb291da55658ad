/** The one window; closing it ends the page, not the app. */
import path from 'node:path';
import { BrowserWindow } from 'electron';
import { FIRST_PAGE } from './pages.ts';

/** The window, made when first shown and again after it was closed. */
export class PageWindow {
  readonly #preload: string;
  #window: BrowserWindow | undefined;

  /** `appFolder`: the checkout or the package, where `dist` stands. */
  constructor(appFolder: string) {
    this.#preload = path.join(appFolder, 'dist/preload/preload.cjs');
  }

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
    const page = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false };
    const window = new BrowserWindow({
      title: 'Hidden Primary',
      ...{ width: 1280, height: 860, minWidth: 900, minHeight: 600 },
      autoHideMenuBar: true,
      // Spell checking would fetch dictionaries from the Internet.
      webPreferences: { ...page, preload: this.#preload, spellcheck: false },
    });
    window.once('closed', () => (this.#window = undefined));
    void window.loadURL(FIRST_PAGE);
    return window;
  }
}
