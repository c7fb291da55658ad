/**
 * Worker threads in a bundle for Node.
 *
 * vite leaves `new Worker(new URL('./x.ts', import.meta.url))` untouched when it builds for Node, and the bundle would look
 * for a source file that is not shipped. Each such file becomes an entry of its own beside the bundle, under a flat name.
 */
import path from 'node:path';
import type { Plugin } from 'vite';

const WORKER = /new Worker\(\s*new URL\(\s*'([^']+)\.ts',\s*import\.meta\.url,?\s*\)/g;

/** The plugin; workers are named by a literal path with single quotes, as prettier leaves it. */
export function nodeWorkers(): Plugin {
  return {
    name: 'node-workers',
    enforce: 'pre', // before TypeScript is compiled: the pattern is that of our sources
    transform(code, id) {
      if (!code.includes('new Worker(')) return null;
      return code.replaceAll(WORKER, (_match, source: string) => {
        const fileName = `${path.basename(source)}.js`;
        this.emitFile({ type: 'chunk', id: path.resolve(path.dirname(id), `${source}.ts`), fileName });
        return `new Worker(new URL('./${fileName}', import.meta.url)`;
      });
    },
  };
}
