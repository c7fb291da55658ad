import { expect, it } from 'vitest';
import { spoken, withoutDot } from './spoken-name.ts';

it.each([
  ['example.com.', 'example.com', 'example.com'],
  ['example.com', 'example.com', 'example.com'],
  ['.', 'the root', '.'],
])('%s is said as %s and written as %s', (name, said, written) => {
  expect(spoken(name)).toBe(said);
  expect(withoutDot(name)).toBe(written);
});
