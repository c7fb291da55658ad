/** What the server spends on its clients at most. */
export interface ServerLimits {
  /** TCP connections in all. */
  readonly connections: number;
  /** TCP connections of one address, and of one that is on no list. */
  readonly connectionsPerAddress: number;
  readonly connectionsPerStranger: number;
  /** A whole request must arrive so soon after the connection, or the last answer: drip-feeding does not prolong it. */
  readonly requestTimeoutMs: number;
  /** The system must take a batch of 256 kB off our hands so soon: a client that stops reading is cut. */
  readonly stallTimeoutMs: number;
  /** How long a closing connection is still read from, so that data under way is not met by a reset. */
  readonly lingerMs: number;
  /** Requests of one connection that wait for their turn; beyond that it is not read from. */
  readonly pipelinedRequests: number;
  /** Requests per second and network from addresses on no list, and from all of them together. */
  readonly strangersPerSecond: number;
  readonly allStrangersPerSecond: number;
  /** What composed streams may take in memory, the one in use aside. */
  readonly streamOctets: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  connections: 1000,
  connectionsPerAddress: 200,
  connectionsPerStranger: 20,
  requestTimeoutMs: 20_000,
  stallTimeoutMs: 60_000,
  lingerMs: 2_000,
  pipelinedRequests: 32,
  strangersPerSecond: 50,
  allStrangersPerSecond: 2_000,
  streamOctets: 256 * 1024 * 1024,
};
