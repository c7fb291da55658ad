/** The three things that are built, and what each is built from. */

/** A part of the app that vite bundles. */
export interface Part {
  readonly name: 'renderer' | 'main' | 'preload';
  /** vite's configuration, relative to the checkout. */
  readonly config: string;
  /** The folder it becomes, relative to the checkout. */
  readonly output: string;
  /** What makes it stale when younger, relative to the checkout. */
  readonly sources: readonly string[];
}

const EVERY_PART = ['shared', 'package-lock.json', 'build/parts.ts'];

/** The pages, for both hosts. */
export const RENDERER: Part = {
  name: 'renderer',
  config: 'build/vite.renderer.ts',
  output: 'dist/renderer',
  sources: [...EVERY_PART, 'renderer', 'build/vite.renderer.ts'],
};

/** The main process and the command line, bundled for packages; a checkout's command line runs from its sources. */
export const MAIN: Part = {
  name: 'main',
  config: 'build/vite.main.ts',
  output: 'dist/main',
  sources: [...EVERY_PART, 'main', 'build/vite.main.ts', 'build/vite-workers.ts'],
};

/** The one script between page and main process. */
export const PRELOAD: Part = {
  name: 'preload',
  config: 'build/vite.preload.ts',
  output: 'dist/preload',
  sources: [...EVERY_PART, 'main/desktop/preload.ts', 'build/vite.preload.ts'],
};

export const ALL_PARTS: readonly Part[] = [RENDERER, MAIN, PRELOAD];
