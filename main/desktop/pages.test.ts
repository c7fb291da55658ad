import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, isOwnPage, servePage } from './pages.ts';

const index = { body: Buffer.from('<p>index'), type: 'text/html; charset=utf-8', immutable: false };
const script = { body: Buffer.from('run()'), type: 'text/javascript; charset=utf-8', immutable: true };
const files = new Map([
  ['/', index],
  ['/index.html', index],
  ['/assets/a.js', script],
]);

describe('servePage', () => {
  it('serves files with their type and the policy', async () => {
    const response = servePage(files, 'app://hidden-primary/assets/a.js?v=1');
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

  it('serves the index at the top', async () => {
    expect(await servePage(files, 'app://hidden-primary/#/zones').text()).toBe('<p>index');
  });

  it.each([
    'app://elsewhere/assets/a.js',
    'app://hidden-primary/assets/b.js',
    'app://hidden-primary/..%2fa.js',
    'app://x',
  ])('does not know %s', (address) => {
    expect(servePage(files, address).status).toBe(404);
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
