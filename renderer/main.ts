/** The page's start: theme, access, the app, its shell. */
import './ui/tokens.css';
import './ui/base.css';
import { mount } from 'svelte';
import { App } from './app/app.svelte.ts';
import { redeemLink } from './app/login.ts';
import Shell from './app/Shell.svelte';
import { applyTheme, rememberedTheme } from './app/theme.ts';
import { openWire } from './app/wire.ts';

applyTheme(rememberedTheme());
const allowed = await redeemLink();
const app = new App(openWire);
mount(Shell, { target: document.body, props: { app, loginRefused: !allowed } });

// Another window, or the desktop's menu, may have chosen another theme.
app.client.settings.get().then(
  ({ theme }) => applyTheme(theme),
  (error: unknown) => console.info('theme', error),
);
