/** What every screen is given: the calls, the live state, where we are, and what can be done. */
import { createContext } from 'svelte';
import { Toasts } from '../ui/toasts.svelte.ts';
import { Commands } from './commands.svelte.ts';
import { Connection, type Client } from './connection.svelte.ts';
import { Live } from './live.svelte.ts';
import { Router } from './router.svelte.ts';
import type { OpenWire } from './wire.ts';

/** Dialogs that can be opened from anywhere. */
export type OpenDialog = 'publish' | 'palette' | 'shortcuts' | 'stop' | 'rehearsal' | null;

export class App {
  readonly connection: Connection;
  readonly live = new Live();
  readonly router = new Router();
  readonly commands = new Commands();
  readonly toasts = new Toasts();
  dialog = $state<OpenDialog>(null);

  constructor(openWire: OpenWire) {
    this.connection = new Connection(openWire, () => void this.live.follow(this.client));
  }

  get client(): Client {
    return this.connection.client;
  }

  dispose(): void {
    this.connection.dispose();
    this.router.dispose();
  }
}

export const [getApp, setApp] = createContext<App>();
