/** All TCP connections of the server: how many there may be, and which one makes room for the next. */
import { type ServerLimits } from '../limits.ts';
import { type TcpConnection } from './tcp-connection.ts';

/** The longest inactive first. */
type Connections = Set<TcpConnection>;

export class ConnectionTable {
  readonly #limits: ServerLimits;
  readonly #isListed: (address: string) => boolean;
  /** Those of addresses on no list go first; told apart once, when they come. */
  readonly #strangers: Connections = new Set();
  readonly #listed: Connections = new Set();
  readonly #byAddress = new Map<string, Connections>();

  constructor(limits: ServerLimits, isListed: (address: string) => boolean) {
    this.#limits = limits;
    this.#isListed = isListed;
  }

  get size(): number {
    return this.#strangers.size + this.#listed.size;
  }

  /** Makes room for one more connection of the address; false when all that could go are busy. */
  makeRoom(address: string): boolean {
    const { connections, connectionsPerAddress, connectionsPerStranger } = this.#limits;
    const own = this.#byAddress.get(address);
    const most = this.#isListed(address) ? connectionsPerAddress : connectionsPerStranger;
    if (own !== undefined && own.size >= most && !this.#evictFrom(own)) return false;
    return this.size < connections || this.#evictFrom(this.#strangers) || this.#evictFrom(this.#listed);
  }

  add(connection: TcpConnection): void {
    const { address } = connection;
    (this.#isListed(address) ? this.#listed : this.#strangers).add(connection);
    const own = this.#byAddress.get(address);
    if (own === undefined) this.#byAddress.set(address, new Set([connection]));
    else own.add(connection);
  }

  remove(connection: TcpConnection): void {
    this.#strangers.delete(connection);
    this.#listed.delete(connection);
    const own = this.#byAddress.get(connection.address);
    own?.delete(connection);
    if (own?.size === 0) this.#byAddress.delete(connection.address);
  }

  /** It has done something: the others go before it. */
  touch(connection: TcpConnection): void {
    for (const connections of [this.#strangers, this.#listed, this.#byAddress.get(connection.address)])
      if (connections?.delete(connection)) connections.add(connection);
  }

  destroyAll(): void {
    for (const connection of [...this.#strangers, ...this.#listed]) {
      this.remove(connection);
      connection.destroy();
    }
  }

  /** Closes the one that has been idle longest; false when none is. */
  #evictFrom(connections: Connections): boolean {
    for (const connection of connections) {
      if (!connection.isIdle) continue;
      this.remove(connection);
      connection.destroy();
      return true;
    }
    return false;
  }
}
