/**
 * The floors of the house, as an ESLint rule: imports go down only.
 *
 * A path tells what a file may import. With `.ts` endings every relative import names a real file, so the rule needs
 * no resolver. Tests, end-to-end and interop suites may reach anything: they stand beside the house, not in it.
 */
import path from 'node:path';
import type { Rule } from 'eslint';

/** What each floor may import, besides itself. The longest matching prefix decides. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  'shared/assert.ts': [],
  'shared/dns': ['shared/assert.ts'],
  'shared/model': ['shared/assert.ts', 'shared/dns'],
  'shared/api': ['shared/assert.ts', 'shared/model'],
  'shared/providers': ['shared/assert.ts', 'shared/model', 'shared/dns'],
  'main/storage': ['shared'],
  'main/secrets': ['shared', 'main/storage'],
  'main/tsig': ['shared'],
  'main/dnssec': ['shared'],
  'main/zones': ['shared', 'main/storage', 'main/secrets', 'main/tsig', 'main/dnssec'],
  'main/exchange': ['shared', 'main/tsig'],
  'main/nameserver': ['shared', 'main/tsig', 'main/zones'],
  // Speaks to the router, and knows of no zone.
  'main/portmap': ['shared', 'main/storage', 'main/exchange'],
  'main/watch': ['shared', 'main/storage', 'main/tsig', 'main/dnssec', 'main/zones', 'main/exchange'],
  'main/sessions': [
    'shared',
    'main/storage',
    'main/tsig',
    'main/dnssec',
    'main/zones',
    'main/exchange',
    'main/nameserver',
    'main/watch',
  ],
  'main/pdns-api': [
    'shared',
    'main/storage',
    'main/secrets',
    'main/tsig',
    'main/dnssec',
    'main/zones',
    'main/exchange',
    'main/sessions',
    'main/watch',
  ],
  'main/pdns-import': [
    'shared',
    'main/storage',
    'main/secrets',
    'main/dnssec',
    'main/zones',
    'main/pdns-api',
  ],
  'main/backup': ['shared', 'main/storage', 'main/secrets', 'main/dnssec', 'main/zones'],
  'main/calls': [
    'main/backup',
    'shared',
    'main/storage',
    'main/secrets',
    'main/tsig',
    'main/dnssec',
    'main/zones',
    'main/exchange',
    'main/nameserver',
    'main/sessions',
    'main/watch',
    'main/pdns-api',
    'main/pdns-import',
  ],
  // The parts that belong together, and what puts them together.
  'main/app': [
    'main/backup',
    'shared',
    'main/storage',
    'main/secrets',
    'main/tsig',
    'main/dnssec',
    'main/zones',
    'main/exchange',
    'main/nameserver',
    'main/sessions',
    'main/portmap',
    'main/watch',
    'main/pdns-api',
    'main/pdns-import',
    'main/calls',
  ],
  'main/app.ts': ['shared', 'main'],
  'main/headless': ['shared', 'main'],
  'main/desktop': ['shared', 'main'],
  'renderer/ui': ['shared'],
  'renderer/app': ['shared', 'renderer'],
  renderer: ['shared', 'renderer/ui', 'renderer/app'],
  build: ['build', 'main', 'shared', 'renderer'],
};

/** Packages that only one floor may import. */
const PACKAGES: Readonly<Record<string, string>> = {
  electron: 'main/desktop',
  keytar: 'main/secrets',
  '@achingbrain/nat-port-mapper': 'main/portmap',
};

const BESIDE_THE_HOUSE = /\.(test|e2e|interop|long|electron|bench)\.ts$|^main\/interop\/|^renderer\/e2e\//;

export const floors: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const root = context.cwd;
    const from = path.relative(root, context.filename).replaceAll('\\', '/');
    if (BESIDE_THE_HOUSE.test(from)) return {};
    const home = floorOf(from);
    const check = (source: unknown, node: Rule.Node): void => {
      if (typeof source !== 'string' || home === undefined) return;
      const message = source.startsWith('.')
        ? refuseFile(home, path.posix.join(path.posix.dirname(from), source))
        : refusePackage(home, from, source);
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source.value, node),
      ImportExpression: (node) => check(node.source.type === 'Literal' ? node.source.value : undefined, node),
      ExportNamedDeclaration: (node) => check(node.source?.value, node),
      ExportAllDeclaration: (node) => check(node.source.value, node),
    };
  },
};

function floorOf(file: string): string | undefined {
  return Object.keys(FLOORS)
    .filter((floor) => file === floor || file.startsWith(`${floor}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function refuseFile(home: string, target: string): string | undefined {
  // The manifest at the top level belongs to every floor.
  if (target === 'package.json') return undefined;
  const floor = floorOf(target) ?? target;
  const allowed = [home, ...FLOORS[home]];
  if (allowed.some((prefix) => floor === prefix || floor.startsWith(`${prefix}/`))) return undefined;
  const below = FLOORS[home].join(', ') || 'nothing';
  return `${home} may not import ${floor} (it may import: ${below}). Move what both need down, or pass it in by the constructor.`;
}

function refusePackage(home: string, from: string, source: string): string | undefined {
  if (home.startsWith('shared/dns')) return `shared/dns is pure: no package, not even ${source}. Pass it in.`;
  if (home.startsWith('shared') && source.startsWith('node:'))
    return `shared runs anywhere: ${source} belongs in main.`;
  if (home.startsWith('renderer') && source.startsWith('node:'))
    return `The renderer has no Node: ask main over shared/api.`;
  const owner = PACKAGES[source];
  if (owner === undefined || from.startsWith(owner) || home === 'build') return undefined;
  return `Only ${owner} may import ${source}.`;
}
