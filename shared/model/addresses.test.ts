import { describe, expect, it } from 'vitest';
import { isAmong, isEveryone, parseAddressOrBlock, parseEndpointText, printEndpoint } from './addresses.ts';

describe('addresses as typed', () => {
  it('takes addresses and blocks of both families, and nothing that only looks like one', () => {
    const typed = [
      '192.0.2.1',
      ' 2001:DB8:0::1 ',
      '192.0.2.0/24',
      '::/0',
      '192.0.2',
      '192.0.2.1/33',
      '010.0.0.1',
      'fe80::1%eth0',
      '1.2.3.4/8/8',
      '',
    ];
    expect(typed.map(parseAddressOrBlock)).toEqual([
      '192.0.2.1',
      '2001:db8::1',
      '192.0.2.0/24',
      '::/0',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('reads an endpoint with and without a port, and prints it back', () => {
    const typed = [
      '192.0.2.1',
      '192.0.2.1:5300',
      '2001:db8::1',
      '[2001:db8::1]:5300',
      '192.0.2.1:0',
      'shop:53',
      '[::1',
    ];
    expect(typed.map((text) => parseEndpointText(text)).map((one) => one && printEndpoint(one))).toEqual([
      '192.0.2.1:53',
      '192.0.2.1:5300',
      '[2001:db8::1]:53',
      '[2001:db8::1]:5300',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('knows a block that is everybody', () => {
    expect(['0.0.0.0/0', '::/0', '10.0.0.0/8', '192.0.2.1'].map(isEveryone)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('finds an address among addresses and blocks of its family', () => {
    const blocks = ['192.0.2.7', '198.51.100.0/24', '2001:db8::/32', 'nonsense'];
    const among = ['192.0.2.7', '192.0.2.8', '198.51.100.9', '2001:db8::1', '::ffff:192.0.2.7', 'x'];
    expect(among.map((address) => isAmong(address, blocks))).toEqual([true, false, true, true, true, false]);
  });
});
