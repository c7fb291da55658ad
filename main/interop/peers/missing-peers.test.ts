import { describe, expect, it } from 'vitest';
import { installLine, missingPeers } from './missing-peers.ts';

describe('missing peers', () => {
  it('are named with the programs that are not on the path, and the one line that installs them', () => {
    const missing = missingPeers(['BIND', 'PowerDNS'], '/nonexistent');
    expect(missing).toEqual([
      { name: 'BIND', programs: ['named', 'rndc', 'dig'] },
      { name: 'PowerDNS', programs: ['pdns_server', 'pdnsutil', 'pdns_control', 'dig'] },
    ]);
    expect(installLine(missing)).toBe(
      'apt-get install --no-install-recommends -y bind9 bind9-dnsutils pdns-server pdns-backend-sqlite3',
    );
  });
});
