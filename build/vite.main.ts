/** The main process and the command line: ESM for Node 24, everything bundled but what cannot be. */
import { defineConfig } from 'vite';
import { inRoot } from './paths.ts';
import { nodeWorkers } from './vite-workers.ts';

export default defineConfig({
  root: inRoot('main'),
  plugins: [nodeWorkers()],
  // keytar is native code and Electron is the host itself; bundling the rest keeps node_modules out of the package.
  ssr: { noExternal: true, external: ['electron', 'keytar'] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: inRoot('dist/main'),
    emptyOutDir: true,
    rolldownOptions: {
      input: { electron: inRoot('main/desktop/electron.ts'), cli: inRoot('main/headless/cli.ts') },
      // One flat folder: what asks for its neighbour by import.meta.url finds it, from whichever chunk.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
