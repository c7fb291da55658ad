import { expect, it } from 'vitest';
import { suggestKeyName } from './key-name.ts';

it('names a key by source, destination and zone, in letters every server takes', () => {
  expect([
    suggestKeyName('he.net', 'example.com.'),
    suggestKeyName('own BIND at the shop', 'example.com'),
    suggestKeyName('he.net', 'example.com.', ['home_he.net_example.com.', 'home_he.net_example.com_2.']),
  ]).toEqual([
    'home_he.net_example.com',
    'home_own-bind-at-the-shop_example.com',
    'home_he.net_example.com_3',
  ]);
});
