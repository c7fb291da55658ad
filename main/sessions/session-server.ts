/** The name server as a session opens and closes it. */
import type { Endpoint } from '../../shared/model/secondary.ts';
import type { BindFailure } from '../../shared/model/session.ts';
import { NameServer, type NameServerOptions } from '../nameserver/name-server.ts';
import type { BindFailure as SocketFailure } from '../nameserver/sockets/bind.ts';
import type { HeldKeys } from './held-keys.ts';
import type { ListenOutcome, SessionServer } from './session-parts.ts';

/** A session's server around `nameServer`; closing it forgets the keys. */
export function sessionServer(
  nameServer: NameServer,
  keys: HeldKeys,
  onBug: (error: unknown) => void,
): SessionServer {
  return {
    async open(listen, held): Promise<ListenOutcome> {
      keys.hold(held.values());
      const result = await nameServer.open(listen);
      if (result.kind === 'opened') return { kind: 'listening', endpoints: result.endpoints };
      keys.forget();
      return { kind: 'failed', failures: result.failures.map(bindFailure) };
    },
    holdKeys: (held) => keys.hold(held.values()),
    async close() {
      await nameServer.close();
      keys.forget();
    },
    prepare: (zone) => void nameServer.prepare([zone]).catch(onBug),
  };
}

/** What a trial of binding found: the ports that zeros became, or what failed. */
export interface ListenTrial {
  readonly endpoints: readonly Endpoint[];
  readonly failures: readonly BindFailure[];
}

/** Binds each address with a server of its own and lets go again; what `held` listens on already counts as free. */
export async function tryListen(
  wanted: readonly Endpoint[],
  held: readonly Endpoint[],
  options: Pick<NameServerOptions, 'zones' | 'keys'>,
): Promise<ListenTrial> {
  const taken = new Set(held.map(({ address, port }) => `${address} ${port}`));
  const trial = new NameServer({ ...options, onEvent: () => undefined });
  const result = await trial.open(wanted.filter(({ address, port }) => !taken.has(`${address} ${port}`)));
  await trial.close();
  return result.kind === 'opened'
    ? { endpoints: result.endpoints, failures: [] }
    : { endpoints: wanted, failures: result.failures.map(bindFailure) };
}

function bindFailure({ code, endpoint, systemCode }: SocketFailure): BindFailure {
  return { ...endpoint, code, detail: systemCode };
}
