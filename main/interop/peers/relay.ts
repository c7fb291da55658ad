/** A process of its own, in a network namespace: what comes to a socket file goes to a port of the loopback there. */
import { connect, createServer } from 'node:net';

const [socketPath, port] = process.argv.slice(2);
createServer((client) => {
  const through = connect(Number(port), '127.0.0.1');
  client.on('error', () => through.destroy());
  through.on('error', () => client.destroy());
  client.pipe(through).pipe(client);
}).listen(socketPath);
