/**
 * A small double of Electron for tests: what the desktop calls, typed against electron.d.ts, recording what was done.
 * Where a runtime exists, `desktop.electron.ts` tries the real one.
 */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';

/** What the desktop did, and what the person before it answers. */
export const desk = freshDesk();

/** Forgets all that was done and who listens. */
export function clearDesk(): void {
  Object.assign(desk, freshDesk());
  for (const emitter of [app, powerMonitor, ipcMain]) emitter.removeAllListeners();
}

function freshDesk() {
  return {
    windows: [] as BrowserWindow[],
    notices: [] as Electron.NotificationConstructorOptions[],
    exitCodes: [] as number[],
    quits: 0,
    sleepBlockers: new Set<number>(),
    applicationMenu: [] as Template,
    tray: undefined as Tray | undefined,
    questions: [] as string[],
    /** The button that the next question gets. */
    answer: 0,
    /** The arguments that it is started with at login; undefined: it is not. */
    atLogin: undefined as readonly string[] | undefined,
    folder: '/app',
  };
}

type Template = Electron.MenuItemConstructorOptions[];

/** An event whose default can be prevented. */
export class Cancellable {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  getAppPath: () => desk.folder,
  getPath: (name) => `${desk.folder}/${name}`,
  getLoginItemSettings: (options) =>
    ({ openAtLogin: desk.atLogin?.join(' ') === options?.args?.join(' ') }) as Electron.LoginItemSettings,
  setLoginItemSettings: ({ openAtLogin, args }) =>
    void (desk.atLogin = openAtLogin === true ? args : undefined),
  quit(): void {
    desk.quits++;
    app.emit('before-quit', new Cancellable());
  },
  exit: (code) => void desk.exitCodes.push(code ?? 0),
} satisfies Partial<Electron.App>);

export class BrowserWindow extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  focused = false;
  minimized = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    desk.windows.push(this);
  }
  loadURL(url: string): Promise<void> {
    this.calls.push(url);
    return Promise.resolve();
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.focused = true;
  }
  restore(): void {
    this.minimized = false;
  }
  isFocused(): boolean {
    return this.focused;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
}

export class Tray extends EventEmitter {
  image: unknown;
  toolTip = '';
  menu: Template = [];
  constructor(image: unknown) {
    super();
    this.image = image;
    desk.tray = this;
  }
  setImage(image: unknown): void {
    this.image = image;
  }
  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }
  setContextMenu(menu: unknown): void {
    this.menu = menu as Template;
  }
}

/** A menu is its template here. */
export const Menu = {
  buildFromTemplate: (template: Template): Template => template,
  setApplicationMenu: (menu: Template): void => void (desk.applicationMenu = menu),
};

export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }
  readonly #options: Electron.NotificationConstructorOptions;
  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.#options = options;
  }
  show(): void {
    desk.notices.push(this.#options);
  }
}

/** An image is the list of its sizes here. */
export const nativeImage = {
  createEmpty: () => ({
    sizes: [] as number[],
    addRepresentation({ width, buffer }: Electron.AddRepresentationOptions): void {
      if (buffer?.length !== width! * width! * 4) throw new Error('a bitmap has four octets per pixel');
      this.sizes.push(width!);
    },
  }),
};

export const powerMonitor = new EventEmitter();
export const powerSaveBlocker = {
  start(): number {
    const id = desk.sleepBlockers.size + 1;
    desk.sleepBlockers.add(id);
    return id;
  },
  stop: (id) => desk.sleepBlockers.delete(id),
} satisfies Partial<Electron.PowerSaveBlocker>;

export const dialog = {
  showMessageBox(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
    desk.questions.push(options.message);
    return Promise.resolve({ response: desk.answer, checkboxChecked: false });
  },
};

export const ipcMain = new EventEmitter();
export const protocol = {
  schemes: new Map<string, (request: { url: string }) => Response>(),
  handle(scheme: string, handler: (request: { url: string }) => Response): void {
    this.schemes.set(scheme, handler);
  },
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
  },
};
