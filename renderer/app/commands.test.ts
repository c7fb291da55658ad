import { describe, expect, it } from 'vitest';
import { Commands } from './commands.svelte.ts';

function typed(
  commands: Commands,
  target: HTMLElement,
  ...keys: readonly (string | KeyboardEventInit)[]
): void {
  for (const key of keys) {
    const event = new KeyboardEvent('keydown', typeof key === 'string' ? { key } : key);
    Object.defineProperty(event, 'target', { value: target });
    commands.keydown(event);
  }
}

describe('commands by key', () => {
  const ran: string[] = [];
  const commands = new Commands();
  const command = (id: string, keys: string) => ({
    id,
    title: id,
    group: '',
    keys,
    run: () => void ran.push(id),
  });
  commands.offer(() => [
    command('overview', 'g o'),
    command('new', 'N'),
    command('undo', 'Ctrl Z'),
    command('redo', 'Ctrl Shift Z'),
  ]);

  it('run by a letter, a sequence, and with control', () => {
    ran.length = 0;
    typed(
      commands,
      document.body,
      'n',
      'g',
      'o',
      { key: 'z', ctrlKey: true },
      { key: 'Z', ctrlKey: true, shiftKey: true },
    );
    expect(ran).toEqual(['new', 'overview', 'undo', 'redo']);
  });

  it('leave letters and undo to a field that is typed in', () => {
    ran.length = 0;
    typed(commands, document.createElement('input'), 'n', { key: 'z', ctrlKey: true });
    expect(ran).toEqual([]);
  });

  it('about rows are run by keys among the rows alone, and not at all while they cannot be', () => {
    ran.length = 0;
    const grid = document.createElement('div');
    grid.setAttribute('role', 'grid');
    const leave = commands.offer(() => [
      { ...command('delete', 'Delete'), within: '[role=grid]' },
      { ...command('undo here', 'Ctrl Z'), disabled: true },
    ]);
    typed(commands, document.body, 'Delete');
    typed(commands, grid, 'Delete', { key: 'z', ctrlKey: true });
    leave();
    expect(ran).toEqual(['delete', 'undo']);
  });

  it('are gone with the screen that offered them, which otherwise goes before the shell', () => {
    ran.length = 0;
    const leave = commands.offer(() => [command('here', 'N')]);
    typed(commands, document.body, 'n');
    leave();
    typed(commands, document.body, 'n');
    expect(ran).toEqual(['here', 'new']);
  });
});
