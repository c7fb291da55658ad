import { describe, expect, it, vi } from 'vitest';
import type { DesktopState } from './desktop-app.ts';
import { drawPanes } from './tray-icon.ts';
import { trayIcon, trayLine } from './tray-state.ts';

vi.mock('electron', () => import('./electron-double.ts'));

const IDLE: DesktopState = { publishing: false, endsAtMs: undefined, deadlineNear: false, waiting: '' };

describe('trayIcon', () => {
  it('shows publishing before a deadline', () => {
    const due = { ...IDLE, deadlineNear: true };
    expect([IDLE, due, { ...IDLE, publishing: true }, { ...due, publishing: true }].map(trayIcon)).toEqual([
      'apart',
      'due',
      'lit',
      'lit',
    ]);
  });
});

describe('trayLine', () => {
  it('says what is left or what waits', () => {
    const nowMs = 1_000_000;
    const publishing = { ...IDLE, publishing: true };
    const lines = [
      IDLE,
      { ...IDLE, waiting: '3 changes wait.' },
      publishing,
      { ...publishing, endsAtMs: nowMs + 21.2 * 60_000 },
      { ...publishing, endsAtMs: nowMs - 1 },
    ].map((state) => trayLine(state, nowMs));
    expect(lines).toEqual([
      'Not publishing.',
      'Not publishing. 3 changes wait.',
      'Publishing until stopped',
      'Publishing, 22 min left',
      'Publishing, about to end',
    ]);
  });
});

describe('drawPanes', () => {
  it('tells the states by shape: hollow and apart, full and close, one full', () => {
    const rows = (['apart', 'lit', 'due'] as const).map((icon) => {
      const pixels = drawPanes(icon, 16);
      const row = (y: number): string =>
        Array.from({ length: 16 }, (_, x) => (pixels[(y * 16 + x) * 4 + 3] === 0 ? '.' : '#')).join('');
      return [row(0), row(2), row(8)];
    });
    expect(rows).toEqual([
      ['................', '.#####....#####.', '.#...#....#...#.'],
      ['................', '.######..######.', '.######..######.'],
      ['................', '.#####....#####.', '.#...#....#####.'],
    ]);
  });
});
