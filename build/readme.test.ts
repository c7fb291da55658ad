/** That README says what is: the number of record types, and what the command line takes. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { USAGE } from '../main/headless/usage.ts';
import { TYPE_MENU } from '../renderer/records/type-menu.ts';
import { inRoot } from './paths.ts';

const README = readFileSync(inRoot('README.md'), 'utf8');

/** What each command takes, as `--option` or `--option VALUE`. */
function optionsOf(text: string): Readonly<Record<string, readonly string[]>> {
  const commands = text.matchAll(/^ +hidden-primary ([a-z-]+)(.*(?:\n .*)*?)(?=\n +hidden-primary |\n\n)/gm);
  return Object.fromEntries(
    [...commands].map(([, command, rest]) => [command, [...new Set(rest.match(/--[a-z-]+(?: [^\]\s]+)?/g))]]),
  );
}

it('counts the record types that the editor offers', () => {
  expect(/typed forms for ([0-9]+) record types/.exec(README)?.[1]).toBe(String(TYPE_MENU.length));
});

it('has the command line as its usage has it', () => {
  const [, block] = README.split('\n## Command line\n');
  expect(Object.keys(optionsOf(USAGE))).toHaveLength(6);
  expect(optionsOf(block.split('In a checkout')[0])).toEqual(optionsOf(USAGE));
});
