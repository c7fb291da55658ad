/**
 * A home router: miniupnpd between two networks of its own, one of which is the Internet. What is not mapped does not come
 * in.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Daemon, makeDirectory } from './daemon.ts';
import { Namespace } from './namespace.ts';

/** Neither leaves the namespaces. miniupnpd maps nothing on an outside that is private or reserved. */
export const OUTSIDE = '11.0.0.1';
export const INSIDE = '192.168.77.5';
const ROUTER = '192.168.77.1';
const START_MS = 5000;

export interface RouterOptions {
  /** What it speaks; neither: a router that maps nothing. */
  readonly natPmp?: boolean;
  readonly upnp?: boolean;
  /** The first external port that it maps. */
  readonly firstPort?: number;
  readonly outside?: string;
}

/** Chains as Debian's miniupnpd-nftables wants them; the forward chain drops what was not asked for. */
const RULES = `
table inet filter {
  chain miniupnpd { }
  chain prerouting_miniupnpd { }
  chain postrouting_miniupnpd { }
  chain forward {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    iifname "lan" accept
    jump miniupnpd
  }
  chain prerouting { type nat hook prerouting priority -100; jump prerouting_miniupnpd; }
  chain postrouting {
    type nat hook postrouting priority 100;
    jump postrouting_miniupnpd
    oifname "wan" masquerade
  }
}
`;

export class HomeRouter {
  /** Where the computer is that publishes. */
  readonly home: Namespace;
  /** Where secondaries are. */
  readonly internet: Namespace;
  readonly #router: Namespace;
  readonly #stack: AsyncDisposableStack;
  readonly #daemon: Daemon | undefined;

  private constructor(
    networks: readonly Namespace[],
    stack: AsyncDisposableStack,
    daemon: Daemon | undefined,
  ) {
    [this.home, this.#router, this.internet] = networks;
    this.#stack = stack;
    this.#daemon = daemon;
  }

  static async start(options: RouterOptions): Promise<HomeRouter> {
    await using stack = new AsyncDisposableStack();
    const [home, router, internet] = await Promise.all([1, 2, 3].map(() => Namespace.make()));
    for (const one of [home, router, internet]) stack.use(one);
    const outside = options.outside ?? OUTSIDE;
    await router.cable('lan', `${ROUTER}/24`, home, 'eth0', `${INSIDE}/24`);
    await router.cable('wan', `${outside}/24`, internet, 'eth0', `${outside.replace(/\d+$/, '9')}/24`);
    await home.run('ip', 'route', 'add', 'default', 'via', ROUTER);
    await router.run('sysctl', '-qw', 'net.ipv4.ip_forward=1');
    const directory = await makeDirectory('router');
    const daemon = new Daemon(directory, [
      ...router.prefix,
      'miniupnpd',
      '-d',
      '-f',
      path.join(directory, 'conf'),
      '-P',
      path.join(directory, 'pid'),
    ]);
    stack.defer(() => daemon.stop());
    await writeFile(path.join(directory, 'rules'), RULES);
    await router.run('nft', '-f', path.join(directory, 'rules'));
    const speaks = options.natPmp === true || options.upnp === true;
    if (speaks) {
      await writeFile(path.join(directory, 'conf'), configuration(options));
      daemon.start();
      const listens = [
        ...(options.upnp === true ? ['HTTP listening'] : []),
        ...(options.natPmp === true ? ['Listening for NAT-PMP'] : []),
      ];
      await waitFor(() => listens.every((line) => daemon.log().includes(line)), daemon);
    }
    return new HomeRouter([home, router, internet], stack.move(), speaks ? daemon : undefined);
  }

  /** The ports that it sends on, as `udp 53 → 192.168.77.5:5300`. */
  async mapped(): Promise<readonly string[]> {
    const rules = await this.#router.run('nft', 'list', 'chain', 'inet', 'filter', 'prerouting_miniupnpd');
    return [...rules.matchAll(RULE)]
      .map(([, protocol, port, to]) => `${PROTOCOLS[protocol] ?? protocol} ${port} → ${to}`)
      .sort();
  }

  log(): string {
    return this.#daemon?.log() ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

/** miniupnpd writes the protocol as octet 9 of the IP header. */
const RULE = /(0x11|0x6|udp|tcp) th dport (\d+) dnat (?:ip )?to ([\d.:]+)/g;
const PROTOCOLS: Readonly<Record<string, string>> = { '0x11': 'udp', '0x6': 'tcp' };

const configuration = ({ natPmp = false, upnp = false, firstPort = 1 }: RouterOptions): string => `
ext_ifname=wan
listening_ip=lan
enable_natpmp=${natPmp ? 'yes' : 'no'}
enable_upnp=${upnp ? 'yes' : 'no'}
secure_mode=yes
http_port=0
uuid=00000000-0000-0000-0000-000000000001
allow ${firstPort}-65535 192.168.77.0/24 1-65535
deny 0-65535 0.0.0.0/0 0-65535
`;

async function waitFor(reached: () => boolean, daemon: Daemon): Promise<void> {
  for (const until = Date.now() + START_MS; !reached(); await pause(20))
    if (daemon.ended !== undefined || Date.now() > until) throw new Error(`miniupnpd:\n${daemon.log()}`);
}
