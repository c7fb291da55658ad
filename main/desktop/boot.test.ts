import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { boot } from './boot.ts';
import type { DesktopApp, DesktopState } from './desktop-app.ts';
import { app, clearDesk, desk, ipcMain, powerMonitor, protocol } from './electron-double.ts';

vi.mock('electron', () => import('./electron-double.ts'));

type SessionStart = Awaited<ReturnType<DesktopApp['startSession']>>;

const IDLE: DesktopState = {
  publishing: false,
  endsAtMs: undefined,
  deadlineNear: false,
  waiting: '3 changes wait.',
};
const PUBLISHING: DesktopState = { ...IDLE, publishing: true };

/** An application that does nothing but note what it was asked for. */
class CoreDouble implements DesktopApp {
  readonly asked: string[] = [];
  start: SessionStart = { started: true };
  #state = IDLE;
  readonly #listeners = new Set<(state: DesktopState) => void>();

  change(state: DesktopState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
  state(): DesktopState {
    return this.#state;
  }
  onStateChanged(listener: (state: DesktopState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  startSession(): Promise<SessionStart> {
    this.asked.push('start');
    return Promise.resolve(this.start);
  }
  stopSession(): Promise<void> {
    this.asked.push('stop');
    return Promise.resolve();
  }
  handleRpcSocket(): void {
    this.asked.push('calls');
  }
  endForSleep(): Promise<void> {
    this.asked.push('end for sleep');
    return Promise.resolve();
  }
  checkAfterResume(): Promise<void> {
    this.asked.push('check after resume');
    return Promise.resolve();
  }
  dispose(): Promise<void> {
    this.asked.push('dispose');
    return Promise.resolve();
  }
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'desktop-'));
  mkdirSync(path.join(folder, 'dist/renderer'), { recursive: true });
  writeFileSync(path.join(folder, 'dist/renderer/index.html'), '<p>index');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bootDesktop(hidden = false): Promise<CoreDouble> {
  clearDesk();
  desk.folder = folder;
  const core = new CoreDouble();
  await boot(core, { hidden });
  return core;
}

function click(label: string): void {
  const item = desk.tray!.menu.find((candidate) => candidate.label === label);
  (item!.click as () => void)();
}

describe('the window', () => {
  it('is sandboxed, isolated and without Node', async () => {
    await bootDesktop();
    expect(desk.windows.map(({ options, calls }) => ({ page: options.webPreferences, calls }))).toEqual([
      {
        page: {
          preload: path.join(folder, 'dist/preload/preload.cjs'),
          sandbox: true,
          contextIsolation: true,
          nodeIntegration: false,
          webviewTag: false,
          spellcheck: false,
        },
        calls: ['app://hidden-primary/', 'show'],
      },
    ]);
  });

  it('comes to the front when a second instance starts, and anew after it was closed', async () => {
    await bootDesktop();
    const [first] = desk.windows;
    Object.assign(first, { minimized: true, focused: false });
    app.emit('second-instance');
    expect([desk.windows.length, first.minimized, first.focused]).toEqual([1, false, true]);
    first.emit('closed');
    app.emit('second-instance');
    expect(desk.windows.length).toBe(2);
  });

  it('stays away when started hidden, until the tray is clicked', async () => {
    await bootDesktop(true);
    expect(desk.windows.length).toBe(0);
    desk.tray!.emit('click');
    expect(desk.windows.length).toBe(1);
  });

  it('ends the app when closed, but not while publishing', async () => {
    const core = await bootDesktop();
    core.change(PUBLISHING);
    app.emit('window-all-closed');
    expect(desk.quits).toBe(0);
    core.change(IDLE);
    app.emit('window-all-closed');
    expect(desk.quits).toBe(1);
  });
});

describe('quitting', () => {
  it('disposes first, without a question when not publishing', async () => {
    const core = await bootDesktop();
    app.quit();
    await vi.waitFor(() => expect(desk.exitCodes).toEqual([0]));
    expect([core.asked, desk.questions]).toEqual([['dispose'], []]);
  });

  it('asks while publishing, goes on when told so, and asks again the next time', async () => {
    const core = await bootDesktop();
    core.change(PUBLISHING);
    app.quit();
    app.quit();
    await vi.waitFor(() => expect(desk.questions.length).toBe(1));
    await new Promise(setImmediate);
    expect([core.asked, desk.exitCodes]).toEqual([[], []]);
    desk.answer = 1;
    app.quit();
    await vi.waitFor(() => expect(desk.exitCodes).toEqual([0]));
    expect([core.asked, desk.questions.length]).toEqual([['dispose'], 2]);
  });

  it('ends after 10 s when something hangs, and at once when disposing fails; either with exit code 1', async () => {
    vi.useFakeTimers();
    try {
      const hanging = await bootDesktop();
      hanging.dispose = () => new Promise(() => undefined);
      app.quit();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(desk.exitCodes).toEqual([1]);
    } finally {
      vi.useRealTimers();
    }
    const failing = await bootDesktop();
    const said = vi.spyOn(console, 'error').mockReturnValue(undefined);
    failing.dispose = () => Promise.reject(new Error('disk full'));
    app.quit();
    await vi.waitFor(() => expect(desk.exitCodes).toEqual([1]));
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});

describe('the tray', () => {
  it('tells the state and offers what can be done', async () => {
    const core = await bootDesktop();
    const shown = () => [desk.tray!.toolTip, desk.tray!.menu.map(({ label }) => label).filter(Boolean)];
    expect(shown()).toEqual([
      'Hidden Primary\nNot publishing. 3 changes wait.',
      ['Not publishing. 3 changes wait.', 'Open Hidden Primary', 'Publish now', 'Start at login', 'Quit'],
    ]);
    core.change(PUBLISHING);
    expect(shown()).toEqual([
      'Hidden Primary\nPublishing until stopped',
      ['Publishing until stopped', 'Open Hidden Primary', 'Stop publishing', 'Start at login', 'Quit'],
    ]);
  });

  it('starts and stops a session', async () => {
    const core = await bootDesktop();
    click('Publish now');
    core.change(PUBLISHING);
    click('Stop publishing');
    expect(core.asked).toEqual(['start', 'stop']);
  });

  it('says why a session did not start', async () => {
    const core = await bootDesktop();
    core.start = { started: false, reason: 'Port 53 is taken by another program.' };
    click('Publish now');
    await vi.waitFor(() =>
      expect(desk.notices).toEqual([
        { title: 'Publishing did not start', body: 'Port 53 is taken by another program.' },
      ]),
    );
  });
});

it('puts the same session items into the application menu', async () => {
  const core = await bootDesktop();
  core.change(PUBLISHING);
  const { submenu } = desk.applicationMenu.find(({ label }) => label === 'Session')!;
  expect((submenu as { label?: string }[]).map(({ label }) => label)).toContain('Stop publishing');
});

it('holds off sleep while publishing, and looks after the sockets after one', async () => {
  const core = await bootDesktop();
  const held: number[] = [];
  for (const state of [PUBLISHING, PUBLISHING, IDLE, PUBLISHING]) {
    core.change(state);
    held.push(desk.sleepBlockers.size);
  }
  powerMonitor.emit('suspend');
  powerMonitor.emit('resume');
  expect([held, core.asked]).toEqual([
    [1, 1, 0, 1],
    ['end for sleep', 'check after resume'],
  ]);
});

it('notifies of an ended session and a near deadline, unless the window is looked at', async () => {
  const core = await bootDesktop();
  const run = (): void =>
    [PUBLISHING, IDLE, { ...IDLE, deadlineNear: true }].forEach((state) => core.change(state));
  desk.windows[0].focused = true;
  run();
  expect(desk.notices).toEqual([]);
  desk.windows[0].focused = false;
  run();
  expect(desk.notices).toEqual([
    { title: 'Publishing has ended', body: '3 changes wait.' },
    { title: 'Publish soon', body: '3 changes wait.' },
  ]);
});

it('answers calls from its own page only', async () => {
  const core = await bootDesktop();
  const closed: string[] = [];
  const ask = (url: string | null, parent: object | null = null, portCount = 1): void => {
    const port = {
      on: () => port,
      start: () => undefined,
      postMessage: () => undefined,
      close: () => closed.push(String(url)),
    };
    const ports = Array.from({ length: portCount }, () => port);
    ipcMain.emit('hidden-primary:connect', { senderFrame: url === null ? null : { url, parent }, ports });
  };
  ask('https://example.com/');
  ask('app://hidden-primary.example.com/');
  ask('app://hidden-primary/', { url: 'app://hidden-primary/' });
  ask(null);
  ask('app://hidden-primary/', null, 0);
  expect([core.asked, closed.length]).toEqual([[], 4]);
  ask('app://hidden-primary/#/zones');
  expect([core.asked, closed.length]).toEqual([['calls'], 4]);
});

it('serves its pages under their own scheme', async () => {
  await bootDesktop();
  expect(await protocol.schemes.get('app')!({ url: 'app://hidden-primary/' }).text()).toBe('<p>index');
});
