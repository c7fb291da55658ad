import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, isOwnPage, servePage } from './pages.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'pages-'));
  mkdirSync(path.join(root, 'pages', 'assets'), { recursive: true });
  writeFileSync(path.join(root, 'secret.json'), '{}');
  writeFileSync(path.join(root, 'secret.js'), 'secret');
  writeFileSync(path.join(root, 'pages', 'index.html'), '<p>index');
  writeFileSync(path.join(root, 'pages', '.built-at'), '1');
  writeFileSync(path.join(root, 'pages', 'assets', 'a.js'), 'run()');
});
afterAll(() => rmSync(root, { recursive: true }));

const get = async (address: string): Promise<unknown[]> => {
  const response = await servePage(path.join(root, 'pages'), address);
  return [response.status, await response.text()];
};

describe('servePage', () => {
  it('serves files with their type and the policy', async () => {
    const response = await servePage(path.join(root, 'pages'), 'app://hidden-primary/assets/a.js');
    expect([response.status, await response.text(), Object.fromEntries(response.headers)]).toEqual([
      200,
      'run()',
      {
        'content-type': 'text/javascript; charset=utf-8',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    ]);
  });

  it('serves the index for places within the pages', async () => {
    const index = [200, '<p>index'];
    expect([await get('app://hidden-primary/'), await get('app://hidden-primary/zones/7/records')]).toEqual([
      index,
      index,
    ]);
  });

  it.each([
    ['another host', 'app://elsewhere/assets/a.js'],
    ['a file that is not there', 'app://hidden-primary/assets/b.js'],
    ['a type that pages have not', 'app://hidden-primary/secret.json'],
    ['a folder above, plain', 'app://hidden-primary/../secret.js'],
    ['a folder above, escaped', 'app://hidden-primary/%2e%2e/secret.js'],
    ['a folder above, slash escaped', 'app://hidden-primary/..%2fsecret.js'],
    ['a folder above, with backslashes', 'app://hidden-primary/..\\secret.js'],
    ['a malformed escape', 'app://hidden-primary/%zz.js'],
  ])('refuses %s', async (_what, address) => {
    expect(await get(address)).toEqual([404, 'Not found']);
  });
});

describe('isOwnPage', () => {
  it('knows its own pages', () => {
    const addresses = [
      'app://hidden-primary/#/zones',
      'app://hidden-primary.evil/',
      'https://hidden-primary/',
      'file:///x',
    ];
    expect(addresses.map(isOwnPage)).toEqual([true, false, false, false]);
  });
});
