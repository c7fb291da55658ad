/** The preload script: one CommonJS file, since a sandboxed renderer's preload can be nothing else. */
import { defineConfig } from 'vite';
import { inRoot } from './paths.ts';

export default defineConfig({
  root: inRoot('main/desktop'),
  build: {
    ssr: true,
    target: 'chrome140',
    outDir: inRoot('dist/preload'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { preload: inRoot('main/desktop/preload.ts') },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});
