/** All TCP connections of the server: how many there may be, and which one makes room for the next. */
import { type ServerLimits } from '../limits.ts';
import { type TcpConnection } from './tcp-connection.ts';

export class ConnectionTable {
  readonly #limits: ServerLimits;
  readonly #isListed: (address: string) => boolean;
  /** The longest inactive first. */
  readonly #connections = new Set<TcpConnection>();
  readonly #byAddress = new Map<string, Set<TcpConnection>>();

  constructor(limits: ServerLimits, isListed: (address: string) => boolean) {
    this.#limits = limits;
    this.#isListed = isListed;
  }

  get size(): number {
    return this.#connections.size;
  }

  /** Makes room for one more connection of the address; false when all that could go are busy. */
  makeRoom(address: string): boolean {
    const { connections, connectionsPerAddress, connectionsPerStranger } = this.#limits;
    const own = this.#byAddress.get(address) ?? new Set();
    const most = this.#isListed(address) ? connectionsPerAddress : connectionsPerStranger;
    if (own.size >= most && !this.#evict(own)) return false;
    return this.#connections.size < connections || this.#evict(this.#connections);
  }

  add(connection: TcpConnection): void {
    this.#connections.add(connection);
    const own = this.#byAddress.get(connection.address);
    if (own === undefined) this.#byAddress.set(connection.address, new Set([connection]));
    else own.add(connection);
  }

  remove(connection: TcpConnection): void {
    this.#connections.delete(connection);
    const own = this.#byAddress.get(connection.address);
    own?.delete(connection);
    if (own?.size === 0) this.#byAddress.delete(connection.address);
  }

  /** It has done something: the others go before it. */
  touch(connection: TcpConnection): void {
    if (!this.#connections.delete(connection)) return;
    this.#connections.add(connection);
  }

  destroyAll(): void {
    for (const connection of [...this.#connections]) {
      this.remove(connection);
      connection.destroy();
    }
  }

  /** Closes the idle connection that has been so longest, a stranger's before a secondary's. */
  #evict(among: ReadonlySet<TcpConnection>): boolean {
    let chosen: TcpConnection | undefined;
    for (const connection of among) {
      if (!connection.isIdle) continue;
      chosen ??= connection;
      if (this.#isListed(connection.address)) continue;
      chosen = connection;
      break;
    }
    if (chosen === undefined) return false;
    this.remove(chosen);
    chosen.destroy();
    return true;
  }
}
