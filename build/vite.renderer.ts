/** The pages: one build for the desktop's window and for a browser. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { inRoot } from './paths.ts';

export default defineConfig({
  root: inRoot('renderer'),
  // Relative addresses: the same files are served from app:// and from http://.
  base: './',
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: inRoot('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    modulePreload: { polyfill: false },
  },
});
